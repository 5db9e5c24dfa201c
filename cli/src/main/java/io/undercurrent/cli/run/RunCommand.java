package io.undercurrent.cli.run;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.DamagedCheckpointException;
import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.job.embedded.OrderlyStop;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.metrics.MetricsServer;
import io.undercurrent.stream.results.ResultSchemas;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs the job that a stream.yaml declares until it is told to stop.
 *
 * <p>SIGTERM and SIGINT take a savepoint and exit with 0; after a kill the next run goes on from
 * the newest complete checkpoint.
 */
@Command(
        name = "run",
        description = "Run the job that a stream.yaml declares, resuming from its folder.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    private static final String FLINK = "flink";

    @Parameters(paramLabel = "stream.yaml", description = "The stream's declaration.")
    private Path file;

    @Option(
            names = "--runtime",
            paramLabel = "RUNTIME",
            defaultValue = FLINK,
            description =
                    "flink (the default), or kafka-streams, for which ./undercurrent takes another class path.")
    private String runtime;

    @Mixin private ResumeOptions resuming;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (!FLINK.equals(runtime)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--runtime %s: on this class path only %s runs, allowed are flink and kafka-streams; ./undercurrent finds the class path of kafka-streams by this option",
                            runtime,
                            FLINK));
        }
        resuming.check();
        // The port too before anything was made or discarded.
        try (Prepared prepared = Prepared.of(file, this::say);
                MetricsServer metrics =
                        MetricsServer.listen(prepared.spec().metrics().prometheus())) {
            return run(prepared, metrics);
        }
    }

    private int run(Prepared prepared, MetricsServer metrics) throws Exception {
        prepared.check(this::say);
        StreamSpec spec = ResultSchemas.resolve(prepared.spec());
        prepared.discard(resuming.fresh(), this::say);
        Optional<CheckpointFolder.Found> resume = resuming.find(spec, this::say);
        CompletableFuture<String> stop = new CompletableFuture<>();
        Signals.register("TERM", () -> stop.complete("SIGTERM"));
        Signals.register("INT", () -> stop.complete("SIGINT"));
        try (EmbeddedJob job = EmbeddedJob.start(spec, resume, resuming.claim(), metrics)) {
            metrics.url().ifPresent(url -> say("metrics at " + url));
            say(
                    String.format(
                            Locale.ROOT,
                            "running: %s -> %s; stop with Ctrl-C or SIGTERM",
                            spec.source().topic(),
                            spec.sink().scores()));
            CompletableFuture.anyOf(stop, job.result()).get();
            return stop.isDone() ? stop(job, stop.get()) : ended(job.result());
        } catch (DamagedCheckpointException | ExecutionException e) {
            throw Resume.refusal(e);
        }
    }

    private int stop(EmbeddedJob job, String signal) throws Exception {
        say(signal + ": taking a savepoint");
        say("stopped at " + OrderlyStop.stop(job));
        return 0;
    }

    private int ended(CompletableFuture<JobResult> result) throws Exception {
        JobResult ended = result.get();
        if (ended.getSerializedThrowable().isPresent()) {
            Throwable cause =
                    ended.getSerializedThrowable()
                            .get()
                            .deserializeError(RunCommand.class.getClassLoader());
            throw new ExecutionException("the job failed", cause);
        }
        say("the job ended: " + ended.getJobStatus().map(Enum::name).orElse("status unknown"));
        return 0;
    }

    private void say(String line) {
        PrintWriter out = command.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
