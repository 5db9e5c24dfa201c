package io.undercurrent.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.HistoryRange;
import io.undercurrent.job.Outcome;
import io.undercurrent.job.SavedJob;
import io.undercurrent.job.embedded.SavepointBuilder;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.state.savepoint.KeySlab;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.portable.CheckedStates;
import io.undercurrent.stream.portable.KeyStateFile;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The cluster jar in the hands of Flink's own client, on processes that know nothing of us. */
@Tag("nightly")
class ClusterIT {
    private static final int ROUNDS = 4;

    /** Events of a key in a round: fewer than a warm-up, more than one over all rounds. */
    private static final int EVENTS = 30;

    @TempDir static Path folder;
    private static LocalKafka kafka;
    private static ProcessCluster cluster;

    @RegisterExtension
    static final AfterTestExecutionCallback QUOTE_LOGS =
            context -> context.getExecutionException().ifPresent(e -> printLogs());

    @BeforeAll
    static void start() throws Exception {
        // Events of the past would be deleted half a minute after the broker's start.
        kafka = LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start();
        cluster = ProcessCluster.start(folder.resolve("processes"), 1, 2);
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        kafka.close();
    }

    private static void printLogs() {
        System.out.println(cluster.logs());
    }

    @Test
    void aJobIsSubmittedCancelledAndResumedInOneTaskManagerAndLeavesNothingBehind()
            throws Exception {
        Stream stream = new Stream(kafka, "cluster", 2, folder);
        String[] more = {"job: {parallelism: 2, state-backend: rocksdb}"};
        StreamSpec spec = stream.spec("cluster", more);
        Path yaml = Files.writeString(folder.resolve("stream.yaml"), stream.text("cluster", more));
        String taskManager = cluster.rest().taskManagerId();
        Map<JvmInside, Map<String, Long>> levels = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            stream.send(round * EVENTS, (round + 1) * EVENTS, "a", "b", "c");
            String jobId = submit(yaml, spec);
            int records = 3 * (round + 1) * EVENTS;
            Outcome outcome = Outcome.read(stream, spec, records);
            outcome.assertComplete(records);
            ScoreStatus last = outcome.scores().get("a").get(round * EVENTS).getStatus();
            assertThat(last).isEqualTo(round < 2 ? ScoreStatus.WARMUP : ScoreStatus.SCORED);
            JvmInside worker = cluster.insides().get(1);
            for (JvmInside inside : cluster.insides()) {
                assertThat(inside.jobClassLoaders()).isEqualTo(1);
            }
            if (round > 0) {
                assertThat(worker.threadsBeyond(levels.get(worker))).isNotEmpty();
            }
            cancel(jobId);
            assertNothingIsLeft(jobId, levels);
        }
        assertThat(cluster.rest().taskManagerId()).isEqualTo(taskManager);
    }

    /** The client reads from the savepoint where the source begins, and the job compares. */
    @Test
    void anImportedStateResumesAtItsOffsets() throws Exception {
        Stream stream = new Stream(kafka, "imported", 2, folder);
        String[] more = {"job: {parallelism: 2, state-backend: rocksdb}"};
        stream.send(0, 60, "a", "b", "c");
        StreamSpec first = stream.spec("exported", more);
        new BrokerChecks(first).check();
        SavepointBuilder.Made built =
                new SavepointBuilder(first, counts -> {})
                        .bootstrap(first.schemas(), HistoryRange.find(first));
        Path file = folder.resolve("states.avro");
        SavedJob saved = SavedJob.open(built.savepoint());
        try (var out = new KeyStateFile.Writer(file, saved.model(), saved.nextOffsets());
                var slabs = saved.slabs()) {
            while (slabs.hasNext()) {
                KeySlab slab = slabs.next();
                out.add(slab.key, slab.slab);
            }
            out.complete();
        }
        StreamSpec spec = stream.spec("imported", more);
        new SavepointBuilder(spec, counts -> {}).take(CheckedStates.check(file));
        stream.send(60, 90, "a", "b", "c");
        Path yaml =
                Files.writeString(folder.resolve("imported.yaml"), stream.text("imported", more));
        String jobId = submit(yaml, spec);
        Outcome outcome = Outcome.read(stream, spec, 90);
        outcome.assertComplete(90);
        assertThat(outcome.scores().get("a").get(0).getStatus()).isEqualTo(ScoreStatus.SCORED);
        cancel(jobId);
    }

    /** Class loaders of jobs are gone, and no more threads are there than after the first job. */
    private static void assertNothingIsLeft(String jobId, Map<JvmInside, Map<String, Long>> levels)
            throws Exception {
        for (JvmInside inside : cluster.insides()) {
            cluster.await("no class loader of " + jobId, () -> inside.jobClassLoaders() == 0);
            Map<String, Long> level = levels.putIfAbsent(inside, inside.threads());
            if (level != null) {
                cluster.await("no thread of " + jobId, () -> inside.threadsBeyond(level).isEmpty());
            }
        }
    }

    private static String submit(Path yaml, StreamSpec spec) throws Exception {
        return cluster.submit(
                yaml,
                CheckpointFolder.newest(spec.checkpoint().folder())
                        .map(CheckpointFolder.Found::path));
    }

    private static void cancel(String jobId) throws Exception {
        cluster.client("cancel", jobId);
        cluster.await(
                "the end of job " + jobId, () -> cluster.rest().status(jobId).equals("CANCELED"));
        cluster.awaitSlots();
    }
}
