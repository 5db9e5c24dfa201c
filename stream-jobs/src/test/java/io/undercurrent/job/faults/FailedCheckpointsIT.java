package io.undercurrent.job.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.JobCluster;
import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Audit;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.CommittedCount;
import io.undercurrent.stream.trial.Patience;
import io.undercurrent.stream.trial.Stream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.CheckpointFailureManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that fail for a while: the job goes on by itself, and the output shows nothing. */
@Tag("nightly")
class FailedCheckpointsIT {
    private static final String[] KEYS = {"a", "b", "c"};
    private static final int BEFORE = 60;
    private static final int ALL = 120;

    @TempDir static java.nio.file.Path folder;
    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @AfterEach
    void heal() {
        FaultyFileSystem.heal();
    }

    @Test
    void aFullDiskIsNamedAndTheJobGoesOnOnceThereIsSpace() throws Exception {
        Stream stream = new Stream(kafka, "full", 2, folder);
        DiskFull full = new DiskFull(50_000);
        try (CapturedLog log = new CapturedLog(CheckpointFailureManager.class)) {
            Audit audit =
                    disturbed(
                            stream,
                            Map.of(),
                            job -> {
                                FaultyFileSystem.fail(full);
                                stream.send(BEFORE, ALL, KEYS);
                                // As long as the disk is full the job restarts, time and again.
                                Patience.await("refusals", () -> full.refused.get() >= 8);
                                awaitRestart(job);
                            });
            assertThat(log.warnings()).anyMatch(text -> text.contains(DiskFull.MESSAGE));
            assertThat(audit.clean()).as("%s", audit).isTrue();
        }
    }

    @Test
    void twoCheckpointsThatTimeOutDoNotRestartTheJob() throws Exception {
        Stream stream = new Stream(kafka, "twoslow", 2, folder);
        Audit audit =
                disturbed(
                        stream,
                        Map.of("execution.checkpointing.timeout", "2 s"),
                        job -> {
                            try (CapturedLog log =
                                    new CapturedLog(CheckpointFailureManager.class)) {
                                FaultyFileSystem.fail(new Stuck());
                                stream.send(BEFORE, ALL, KEYS);
                                Patience.await("two timeouts", () -> expired(log) >= 2);
                                FaultyFileSystem.heal();
                                awaitCommitted(stream, ALL);
                                assertThat(job.restarts()).isZero();
                            }
                        });
        assertThat(audit.clean()).as("%s", audit).isTrue();
    }

    @Test
    void checkpointsThatKeepTimingOutRestartIt() throws Exception {
        Stream stream = new Stream(kafka, "allslow", 2, folder);
        Audit audit =
                disturbed(
                        stream,
                        Map.of("execution.checkpointing.timeout", "2 s"),
                        job -> {
                            FaultyFileSystem.fail(new Stuck());
                            stream.send(BEFORE, ALL, KEYS);
                            awaitRestart(job);
                        });
        assertThat(audit.clean()).as("%s", audit).isTrue();
    }

    private static long expired(CapturedLog log) {
        return log.warnings().stream().filter(text -> text.contains("expired")).count();
    }

    /** What a test does to a job that has committed the first events. */
    private interface Disturbance {
        void on(JobCluster job) throws Exception;
    }

    private static Audit disturbed(Stream stream, Map<String, String> flink, Disturbance what)
            throws Exception {
        String name = stream.topic();
        String more = "job: {jit-warm-up: 0s}";
        StreamSpec spec =
                stream.specIn(FaultyFileSystem.SCHEME + "://" + folder.resolve(name), name, more);
        new BrokerChecks(spec).check();
        stream.send(0, BEFORE, KEYS);
        try (JobCluster job = new JobCluster(spec, flink, Optional.empty());
                AutoCloseable healing = FaultyFileSystem::heal) { // or the cluster could not end
            awaitCommitted(stream, BEFORE);
            what.on(job);
            healing.close();
            awaitCommitted(stream, ALL);
            job.stopWithSavepoint();
        }
        StreamSpec whole = stream.spec(name + "-whole", more);
        new BrokerChecks(whole).check();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(whole), Optional.empty());
                CommittedCount count = new CommittedCount(stream, whole)) {
            count.await(ALL * KEYS.length, () -> "undisturbed");
            job.stopWithSavepoint();
        }
        return Audit.of(CommittedBytes.read(stream, whole), CommittedBytes.read(stream, spec));
    }

    private static void awaitCommitted(Stream stream, int events) {
        StreamSpec outputs = stream.spec(stream.topic());
        try (CommittedCount count = new CommittedCount(stream, outputs)) {
            count.await(events * KEYS.length, () -> "disturbed");
        }
    }

    private static void awaitRestart(JobCluster job) throws Exception {
        Patience.await("a restart", () -> job.restarts() > 0);
    }

    /** A disk with room for so many bytes more. */
    private static final class DiskFull implements FaultyFileSystem.Fault {
        static final String MESSAGE = "No space left on device";

        final AtomicInteger refused = new AtomicInteger();
        private final AtomicLong room;

        DiskFull(long room) {
            this.room = new AtomicLong(room);
        }

        @Override
        public void write(Path path, int length) throws IOException {
            if (room.addAndGet(-length) < 0) {
                refused.incrementAndGet();
                throw new IOException(path + ": " + MESSAGE);
            }
        }
    }

    /** State files that take longer than any checkpoint here may; metadata has no such limit. */
    private static final class Stuck implements FaultyFileSystem.Fault {
        private final Set<Path> seen = ConcurrentHashMap.newKeySet();

        @Override
        public void write(Path path, int length) throws IOException {
            if (path.getName().equals("_metadata") || !seen.add(path)) {
                return;
            }
            try {
                Thread.sleep(2500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
