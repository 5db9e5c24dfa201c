package io.undercurrent.job.submit;

import io.undercurrent.command.ClientProperties;
import io.undercurrent.command.CommandConsole;
import io.undercurrent.command.DurationConverter;
import io.undercurrent.command.InputFile;
import io.undercurrent.command.ResumeOptions;
import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.ClusterDeclaration;
import io.undercurrent.job.PlannedJob;
import io.undercurrent.job.UndercurrentJob;
import io.undercurrent.job.runtime.ClusterJobRecord;
import io.undercurrent.job.runtime.JobChecks;
import io.undercurrent.job.runtime.Resume;
import io.undercurrent.job.session.Patience;
import io.undercurrent.job.session.SessionCluster;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.OwnerLease;
import io.undercurrent.stream.brokers.RunLock;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.runtime.StreamRuntime.ResumeRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Submits the job to a Flink session cluster and waits until it is running.
 *
 * <p>The folder's lock is held only while this command works, not while the job runs. After that,
 * the job is found by its name on the cluster, and the file of {@link ClusterJobRecord} prevents a
 * {@code run} on the same folder.
 */
@Command(
        name = "submit",
        description = "Run the job that a stream.yaml declares on a Flink session cluster.",
        mixinStandardHelpOptions = true)
public final class SubmitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "stream.yaml", description = "The stream's declaration.")
    private Path file;

    @Option(
            names = "--flink",
            paramLabel = "URL",
            required = true,
            description = "The cluster's REST interface, such as http://localhost:8081.")
    private URI flink;

    @Option(
            names = "--flink-property",
            paramLabel = "KEY=VALUE",
            description =
                    "An option of Flink's client, such as security.ssl.rest.truststore; may be repeated. For secrets use --flink-properties.")
    private List<String> given = List.of();

    @Option(
            names = "--flink-properties",
            paramLabel = "FILE",
            description =
                    "A file of options of Flink's client, KEY=VALUE each; values may be $${NAME} of the environment or $${file:PATH}. --flink-property overrides it.")
    private Path propertyFile;

    @Option(
            names = "--jar",
            paramLabel = "CLUSTERJAR",
            description = "stream-jobs-*-cluster.jar of this build; default: found beside it.")
    private Path jar;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "How long to wait for the cluster, for its slots, for a savepoint and for the job, each; default 120s.")
    private Duration wait = Duration.ofMinutes(2);

    @Option(
            names = "--restart",
            description =
                    "Stop a running job of that name at a savepoint and resume from it under this file.")
    private boolean restart;

    @Option(
            names = "--follow",
            description =
                    "Stay and watch the job until SIGTERM; fail where it is gone. The job keeps running without this.")
    private boolean follow;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "With --follow: a file that is there while the job is RUNNING.")
    private Path readyFile;

    @Mixin private ResumeOptions resuming;

    @Spec private CommandSpec command;

    private Console console;
    private ResumeRequest resume;
    private Map<String, String> properties = Map.of();

    @Override
    public Integer call() throws Exception {
        console = CommandConsole.of(command);
        if (readyFile != null && !follow) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "--ready-file %s: only with --follow", readyFile));
        }
        properties =
                ClientProperties.of(
                                "--flink-property",
                                given,
                                "--flink-properties",
                                propertyFile,
                                command.commandLine().getErr())
                        .values();
        int status = submit();
        if (status != 0 || !follow) {
            return status;
        }
        String name = StreamSpec.load(file).job().name();
        // The job is followed by name, because a restart with another file gives it another id.
        try (SessionCluster cluster = SessionCluster.at(flink, Configuration.fromMap(properties))) {
            return new Follow(cluster, name, readyFile, console).run();
        }
    }

    private int submit() throws Exception {
        resume = resuming.request();
        boolean http = "http".equals(flink.getScheme()) || "https".equals(flink.getScheme());
        if (!http || flink.getHost() == null || flink.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "--flink: allowed are URLs http://host:port and https://host:port, without user");
        }
        InputFile.check(file);
        StreamSpec spec = StreamSpec.load(file);
        ClusterDeclaration.check(
                file.toString(),
                spec,
                "submit hands the job to a Flink cluster; set it to flink, or use run");
        Path attached = ClusterJar.find(jar);
        try (RunLock lock = JobChecks.lock(spec);
                SessionCluster cluster =
                        SessionCluster.at(flink, Configuration.fromMap(properties))) {
            lock.warning().ifPresent(console::say);
            cluster.awaitAnswer(new Patience(wait));
            Optional<JobID> there = cluster.find(spec.job().name());
            if (there.isPresent() && !restart) {
                return leave(cluster, there.get());
            }
            ResolvedStream stream = ResolvedStream.of(spec); // before a running job is stopped
            JobChecks checks = new JobChecks(spec, console);
            if (there.isPresent()) {
                checks.checkStream();
                stop(spec, cluster, there.get());
                OwnerLease.refuseOther(spec, console::say);
            } else {
                checks.check(properties);
            }
            cluster.awaitSlots(spec.job().parallelism(), Optional.empty(), new Patience(wait));
            checks.discard(resume.fresh());
            start(stream, cluster, attached);
            return 0;
        } catch (ExecutionException e) {
            throw Resume.refusal(e);
        }
    }

    private int leave(SessionCluster cluster, JobID job) throws Exception {
        if (resume.fresh() || resume.from().isPresent()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: job %s runs on %s; --restart stops it first, or leave the option out",
                            resume.fresh() ? "--fresh" : "--from " + resume.from().get(),
                            job,
                            flink));
        }
        int tasks = cluster.awaitRunning(job, new Patience(wait));
        console.say(
                String.format(
                        Locale.ROOT,
                        "job %s runs on %s already, %d tasks; --restart would replace it",
                        job,
                        flink,
                        tasks));
        return 0;
    }

    /** Stops the running job, after checking that the new one can resume from its state. */
    private void stop(StreamSpec spec, SessionCluster cluster, JobID job) throws Exception {
        if (!resume.fresh()) {
            StateCompatibility.check(
                    spec,
                    resume.from(),
                    () -> cluster.checkpoint(job, new Patience(wait)),
                    console);
        }
        cluster.awaitSlots(spec.job().parallelism(), Optional.of(job), new Patience(wait));
        String savepoint = cluster.stop(job, spec.checkpoint().folder(), new Patience(wait));
        console.say(String.format(Locale.ROOT, "stopped job %s at %s", job, savepoint));
        if (!resume.fresh() && resume.from().isEmpty()) {
            long id = seen(spec, savepoint).id();
            Optional<CheckpointFolder.Found> newest =
                    CheckpointFolder.newest(spec.checkpoint().folder());
            if (newest.isEmpty() || newest.get().id() != id) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "checkpoint.folder = %s: its newest checkpoint is %s, not the savepoint %s of the job that was stopped; is it that job's folder? --from resumes from the savepoint",
                                spec.checkpoint().folder(),
                                newest.map(CheckpointFolder.Found::path).orElse("none"),
                                savepoint));
            }
        }
    }

    private static CheckpointFolder.Found seen(StreamSpec spec, String savepoint) throws Exception {
        try {
            return CheckpointFolder.at(savepoint);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "checkpoint.folder = %s: the cluster's savepoint %s cannot be seen from here; name a folder that the cluster and this program both see, such as a shared volume or object storage",
                            spec.checkpoint().folder(),
                            savepoint),
                    e);
        }
    }

    private void start(ResolvedStream stream, SessionCluster cluster, Path attached)
            throws Exception {
        StreamSpec spec = stream.spec();
        Optional<CheckpointFolder.Found> from = Resume.find(spec, resume, console::say);
        StartOffsets offsets = PlannedJob.startOffsets(spec, from);
        JobGraph graph =
                PlannedJob.graph(
                        spec,
                        UndercurrentJob.configuration(spec),
                        env -> UndercurrentJob.build(env, stream, offsets, resume.acceptGap()),
                        from,
                        Resume.claim(resume));
        JobID job = cluster.submit(graph, attached);
        ClusterJobRecord.remember(spec.checkpoint().folder(), flink, job.toString());
        console.say(String.format(Locale.ROOT, "submitted job %s to %s", job, flink));
        int tasks = cluster.awaitRunning(job, new Patience(wait));
        console.say(
                String.format(
                        Locale.ROOT,
                        "job %s is RUNNING, %d tasks: %s -> %s",
                        job,
                        tasks,
                        spec.source().topic(),
                        spec.sink().scores()));
    }
}
