package io.undercurrent.job.faults;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.cluster.ProcessCluster;
import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.FolderUri;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Audit;
import io.undercurrent.stream.trial.BrokerProcess;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.CommittedCount;
import io.undercurrent.stream.trial.Feeder;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;

/**
 * The cluster jar's job on a broker, a job manager and two task managers of one slot each, five
 * processes beside the test's, fed all the while. There is no high availability, so a killed job
 * manager means what it means to any user: the job is submitted again from the newest complete
 * checkpoint.
 */
final class DisturbedRun implements AutoCloseable {
    private static final int TASK_MANAGERS = 2;
    private static final int PARTITIONS = 4;
    private static final String[] KEYS = {"a", "b", "c", "d", "e", "f", "g", "h"};

    /** The dead are noticed in three seconds instead of fifty, and none waits 10 s to register. */
    private static final String[] QUICK = {
        "heartbeat.interval: 500 ms",
        "heartbeat.timeout: 3 s",
        "taskmanager.slot.timeout: 2 s",
        "cluster.registration.error-delay: 500 ms",
        "cluster.registration.refused-registration-delay: 500 ms"
    };

    private final Path folder;
    private final String[] more;
    private final BrokerProcess broker;
    private final Stream stream;
    private final StreamSpec spec;
    private final ProcessCluster cluster;
    private final CommittedCount committed;
    private final Feeder feeder;
    private int parallelism = TASK_MANAGERS;
    private String jobId;
    private int events;

    /** Starts everything; {@code more} are lines of stream.yaml. */
    DisturbedRun(Path folder, Duration pace, String... more) throws Exception {
        this.folder = folder;
        this.more = more;
        FutureTask<ProcessCluster> starting =
                new FutureTask<>(
                        () ->
                                ProcessCluster.start(
                                        folder.resolve("processes"), TASK_MANAGERS, 1, QUICK));
        new Thread(starting, "cluster-start").start();
        broker = BrokerProcess.start(folder.resolve("broker"));
        broker.createTopic("source", PARTITIONS);
        stream = new Stream(broker.servers(), "source", folder);
        spec = stream.spec("disturbed", more);
        new BrokerChecks(spec).check();
        cluster = starting.get();
        submit(Optional.empty());
        committed = new CommittedCount(stream, spec);
        feeder = new Feeder(stream, pace, KEYS);
    }

    private void submit(Optional<String> from) throws Exception {
        String job = String.format(Locale.ROOT, "\njob.parallelism: %d\n", parallelism);
        Path yaml = folder.resolve("stream.yaml");
        Files.writeString(yaml, stream.text("disturbed", more) + job);
        cluster.awaitSlots(); // what an earlier job left in them is over
        jobId = cluster.submit(yaml, from);
    }

    /** SIGKILL to all victims at once; each is started again at once. */
    void strike(Set<Victim> victims, SplittableRandom random) throws Exception {
        int first = random.nextInt(TASK_MANAGERS);
        // A job of parallelism 1 does not need the other task manager: both, or it might not
        // notice.
        int deaths = parallelism == 1 ? TASK_MANAGERS : 1;
        for (Victim victim : victims) {
            switch (victim) {
                case BROKER -> broker.kill();
                case JOB_MANAGER -> cluster.kill(ProcessCluster.JOB_MANAGER);
                case TASK_MANAGER -> {
                    for (int i = 0; i < deaths; i++) {
                        cluster.kill(taskManager(first + i));
                    }
                }
            }
        }
        if (victims.contains(Victim.BROKER)) {
            broker.launch();
        }
        if (victims.contains(Victim.JOB_MANAGER)) {
            cluster.launch(ProcessCluster.JOB_MANAGER);
        }
        if (victims.contains(Victim.TASK_MANAGER)) {
            for (int i = 0; i < deaths; i++) {
                cluster.launch(taskManager(first + i));
            }
        }
        if (victims.contains(Victim.BROKER)) {
            broker.awaitReady();
        }
        if (victims.contains(Victim.JOB_MANAGER)) {
            submit(newest());
        }
    }

    private static String taskManager(int i) {
        return ProcessCluster.taskManager(i % TASK_MANAGERS);
    }

    private Optional<String> newest() throws Exception {
        return CheckpointFolder.newest(spec.checkpoint().folder())
                .map(CheckpointFolder.Found::path);
    }

    /** Stops the job with a savepoint and resumes from there with another parallelism. */
    void rescale(int to) throws Exception {
        Optional<String> savepoint = Optional.of(stop());
        parallelism = to;
        submit(savepoint);
    }

    private String stop() throws Exception {
        String target = FolderUri.of(spec.checkpoint().folder());
        String[] savepoint = new String[1];
        // Until all tasks run there are no savepoints.
        cluster.await(
                "a savepoint of " + jobId,
                () -> {
                    var taken = cluster.rest().stopWithSavepoint(jobId, target);
                    taken.ifPresent(path -> savepoint[0] = path);
                    return taken.isPresent();
                });
        cluster.await("the job's end", () -> cluster.rest().status(jobId).equals("FINISHED"));
        return savepoint[0];
    }

    /** Waits until an event that is not sent yet is committed. */
    void awaitCommitsOfNewEvents() {
        committed.await(feeder.sent() + KEYS.length, this::logs);
    }

    /** Ends the stream, waits for its results and compares them with an undisturbed run's. */
    Audit audit() throws Exception {
        events = feeder.finish();
        committed.await(events, this::logs);
        stop();
        cluster.close();
        StreamSpec whole = stream.spec("undisturbed", more);
        new BrokerChecks(whole).check();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(whole), Optional.empty());
                CommittedCount count = new CommittedCount(stream, whole)) {
            count.await(events, () -> "in the undisturbed run");
            job.stopWithSavepoint();
        }
        Map<String, List<String>> expected = CommittedBytes.read(stream, whole);
        for (String kind : List.of("score a", "forecast a", "anomaly ", "dead letter a")) {
            if (expected.keySet().stream().noneMatch(key -> key.startsWith(kind))) {
                throw new AssertionError("no " + kind + " to compare: " + expected.keySet());
            }
        }
        return Audit.of(expected, CommittedBytes.read(stream, spec));
    }

    /** How many events the topic held at the audit. */
    int events() {
        return events;
    }

    /** How many processes a strike kills. */
    int deaths(Set<Victim> victims) {
        boolean both = parallelism == 1 && victims.contains(Victim.TASK_MANAGER);
        return victims.size() + (both ? 1 : 0);
    }

    private String logs() {
        return broker.log() + "\n" + cluster.logs();
    }

    @Override
    public void close() throws InterruptedException {
        feeder.close();
        committed.close();
        cluster.close();
        broker.close();
    }
}
