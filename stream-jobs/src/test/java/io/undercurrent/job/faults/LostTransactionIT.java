package io.undercurrent.job.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.JobCluster;
import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.job.sink.LostTransactionException;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Audit;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.CommittedCount;
import io.undercurrent.stream.trial.Patience;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transaction that a complete checkpoint counts on and the broker aborted: the job stops and says
 * where to restart from, and from there every event comes out again.
 */
@Tag("slow")
class LostTransactionIT {
    private static final String[] KEYS = {"a", "b", "c"};
    private static final int BEFORE = 45;
    private static final int ALL = 60;

    /** Checkpoints only where the test asks for one. */
    private static final Map<String, String> BY_HAND =
            Map.of("execution.checkpointing.interval", "1 h");

    @TempDir static Path folder;
    private static LocalKafka kafka;

    /** The first checkpoint's number; the transaction after it is numbered one higher. */
    private long first;

    @BeforeAll
    static void start() {
        kafka =
                LocalKafka.in(folder.resolve("kafka"))
                        .setting("log.retention.ms", "-1")
                        .setting(
                                "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                                "500")
                        .start();
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
    @Tag("nightly") // WitnessIT sees that such a transaction is lost
    void anAbortSeenByTheRunningJobStopsIt() throws Exception {
        Stream stream = new Stream(kafka, "running", 2, folder);
        StreamSpec spec = spec(stream, "running", "60s");
        try (JobCluster job = prepared(stream, spec);
                Admin admin = admin()) {
            MetadataGate gate = new MetadataGate();
            CompletableFuture<Long> checkpoint = checkpointAt(gate, job);
            admin.fenceProducers(List.of("running-0-" + (first + 1))).all().get();
            gate.open();
            checkpoint.get();
            assertLost(job, spec, "running");
        }
        assertThatTheNamedCheckpointBringsAllBack(stream, spec, "running");
    }

    @Test
    @Tag("nightly") // waits for a transaction's timeout; WitnessIT judges such a transaction
    void aTimeoutWhileTheJobIsDownStopsItWhenItIsRestored() throws Exception {
        Stream stream = new Stream(kafka, "restored", 2, folder);
        StreamSpec spec = spec(stream, "restored", "15s");
        try (JobCluster job = prepared(stream, spec);
                Admin admin = admin()) {
            MetadataGate gate = new MetadataGate();
            var unused = checkpointAt(gate, job);
            job.killTaskManager();
            gate.open();
            String id = "restored-0-" + (first + 1);
            Patience.await(
                    "the timeout of " + id,
                    () -> state(admin, id) == TransactionState.COMPLETE_ABORT);
            job.startTaskManager();
            assertLost(job, spec, "restored");
        }
        assertThatTheNamedCheckpointBringsAllBack(stream, spec, "restored");
    }

    /** The same crash, and the job is back in time: it commits what was prepared. */
    @Test
    void aCrashBetweenCheckpointAndCommitLosesNothing() throws Exception {
        Stream stream = new Stream(kafka, "intime", 2, folder);
        StreamSpec spec = spec(stream, "intime", "10min");
        try (JobCluster job = prepared(stream, spec)) {
            MetadataGate gate = new MetadataGate();
            var unused = checkpointAt(gate, job);
            job.killTaskManager();
            gate.open();
            job.startTaskManager();
            awaitVisible(stream, spec, ALL, "read_committed");
            job.cancel();
        }
        assertThat(audit(stream, spec, "intime")).isEqualTo(clean(stream, "intime"));
        // And again from the same checkpoint, whose transaction is committed by now.
        var newest = CheckpointFolder.newest(spec.checkpoint().folder());
        assertThat(newest.orElseThrow().id()).isEqualTo(first + 1);
        try (JobCluster job = new JobCluster(spec, BY_HAND, newest)) {
            checkpointSoon(job);
            job.cancel();
        }
        assertThat(audit(stream, spec, "intime")).isEqualTo(clean(stream, "intime"));
    }

    private static StreamSpec spec(Stream stream, String name, String timeout) {
        String checkpoints = FaultyFileSystem.SCHEME + "://" + folder.resolve(name);
        return stream.specIn(
                checkpoints,
                name,
                "sink.transaction-timeout: " + timeout,
                "job: {parallelism: 1, jit-warm-up: 0s}");
    }

    /** A job with a first checkpoint, whose results are committed, and later ones that are not. */
    private JobCluster prepared(Stream stream, StreamSpec spec) throws Exception {
        new BrokerChecks(spec).check();
        JobCluster job = new JobCluster(spec, BY_HAND, Optional.empty());
        try {
            stream.send(0, BEFORE, KEYS);
            awaitVisible(stream, spec, BEFORE, "read_uncommitted");
            first = job.checkpoint().get(60, TimeUnit.SECONDS);
            awaitVisible(stream, spec, BEFORE, "read_committed");
            stream.send(BEFORE, ALL, KEYS);
            awaitVisible(stream, spec, ALL, "read_uncommitted");
            return job;
        } catch (Exception | AssertionError e) {
            job.close();
            throw e;
        }
    }

    /** A checkpoint as soon as all tasks run: those that were restored have committed by then. */
    private static void checkpointSoon(JobCluster job) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                job.checkpoint().get();
                return;
            } catch (ExecutionException e) {
                if (System.nanoTime() > deadline || job.result().isDone()) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private static CompletableFuture<Long> checkpointAt(MetadataGate gate, JobCluster job)
            throws InterruptedException {
        FaultyFileSystem.fail(gate);
        CompletableFuture<Long> checkpoint = job.checkpoint();
        gate.awaitReached();
        return checkpoint;
    }

    private void assertLost(JobCluster job, StreamSpec spec, String name) throws Exception {
        Throwable failure =
                job.result()
                        .get(90, TimeUnit.SECONDS)
                        .getSerializedThrowable()
                        .orElseThrow()
                        .deserializeError(LostTransactionIT.class.getClassLoader());
        var lost = ExceptionUtils.findThrowable(failure, LostTransactionException.class);
        assertThat(lost).as("%s", ExceptionUtils.stringifyException(failure)).isPresent();
        assertThat(lost.get())
                .hasMessageContaining(
                        "transaction %s-0-%d was aborted by the broker", name, first + 1)
                .hasMessageContaining("sink.transaction-timeout = ")
                .hasMessageContaining("--from " + from(spec).path())
                .hasMessageContaining("flink run -s " + from(spec).path());
    }

    private CheckpointFolder.Found from(StreamSpec spec) throws Exception {
        return CheckpointFolder.newestWholeBefore(spec.checkpoint().folder(), first + 1)
                .orElseThrow();
    }

    private void assertThatTheNamedCheckpointBringsAllBack(
            Stream stream, StreamSpec spec, String name) throws Exception {
        FaultyFileSystem.heal();
        Audit before = audit(stream, spec, name);
        assertThat(before.lost()).as("%s", before).isPositive();
        CheckpointFolder.Found from = CheckpointFolder.at(from(spec).path());
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.of(from))) {
            awaitVisible(stream, spec, ALL, "read_committed");
            job.cancel();
        }
        assertThat(audit(stream, spec, name)).isEqualTo(clean(stream, name));
    }

    private static Audit audit(Stream stream, StreamSpec spec, String name) throws Exception {
        return Audit.of(undisturbed(stream, name), CommittedBytes.read(stream, spec));
    }

    private static Audit clean(Stream stream, String name) throws Exception {
        var expected = undisturbed(stream, name);
        return Audit.of(expected, expected);
    }

    private static Map<String, List<String>> undisturbed(Stream stream, String name)
            throws Exception {
        StreamSpec spec = stream.spec(name + "-whole", "job: {jit-warm-up: 0s}");
        boolean absent = CheckpointFolder.newest(spec.checkpoint().folder()).isEmpty();
        if (absent) {
            new BrokerChecks(spec).check();
            try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
                awaitVisible(stream, spec, ALL, "read_committed");
                job.stopWithSavepoint();
            }
        }
        return CommittedBytes.read(stream, spec);
    }

    private static void awaitVisible(Stream stream, StreamSpec spec, int events, String isolation) {
        try (CommittedCount count = new CommittedCount(stream, spec, isolation)) {
            count.await(events * KEYS.length, () -> isolation);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static TransactionState state(Admin admin, String id) throws Exception {
        return admin.describeTransactions(List.of(id)).description(id).get().state();
    }
}
