package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Score;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.ResolvedStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole process killed in mid-stream, twice, and once told to stop, while records keep coming:
 * each comes out once, with the numbers of a run that nobody disturbed.
 */
@Tag("slow")
class ExactlyOnceIT {
    private static final long SEED = System.nanoTime();
    private static final int KEYS = Declared.KEYS.size();

    /** The smallest: what is counted and compared does not depend on the model. */
    private static final String MODEL = "model: bundled:tiny";

    @Test
    void everyRecordComesOutOnceAcrossSigkillAndSigterm(@TempDir Path folder) throws Exception {
        System.out.println("ExactlyOnceIT: seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"))) {
            kafka.createTopic("source", 2);
            Declared declared = new Declared(kafka.bootstrapServers(), "source", folder);
            String yaml = declared.yaml("killed", MODEL).toString();
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger sent = new AtomicInteger();
            CompletableFuture<Void> sender = sendUntil(enough, sent, declared);
            for (int kill = 0; kill < 2; kill++) {
                try (Child run = Child.start(folder, "run", yaml)) {
                    run.awaitLine(kill == 0 ? "starting without state" : "chk-");
                    run.awaitLine("running: source -> killed-scores");
                    awaitMore(kafka, KEYS * sent.get() + random.nextInt(400));
                    Thread.sleep(random.nextInt(300)); // anywhere between two checkpoints
                    run.kill();
                }
            }
            try (Child run = Child.start(folder, "run", yaml)) {
                run.awaitLine("running: ");
                awaitMore(kafka, KEYS * sent.get() + random.nextInt(400));
                run.terminate();
                assertThat(run.status()).as(run.output()).isZero();
                assertThat(run.awaitLine("stopped at ")).contains("savepoint-");
            }
            enough.set(true);
            sender.get();
            int n = KEYS * sent.get();
            Map<String, List<Score>> scores;
            try (Child run = Child.start(folder, "run", yaml);
                    Committed committed = new Committed(kafka.bootstrapServers(), "killed")) {
                assertThat(run.awaitLine("resuming from ")).contains("savepoint-");
                scores = committed.awaitExactly(n);
                run.terminate();
                assertThat(run.status()).as(run.output()).isZero();
            }
            assertThat(scores)
                    .as("seed %d", SEED)
                    .isEqualTo(undisturbed(kafka, declared.yaml("whole", MODEL), n));
        }
    }

    private static CompletableFuture<Void> sendUntil(
            AtomicBoolean enough, AtomicInteger sent, Declared declared) {
        return CompletableFuture.runAsync(
                () -> {
                    try (var producer = declared.producer()) {
                        while (!enough.get()) {
                            declared.send(producer, sent.getAndIncrement());
                            Thread.sleep(20);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                task -> new Thread(task).start());
    }

    /** Once there are so many results, the running process has made some of them itself. */
    private static void awaitMore(LocalKafka kafka, int results) throws Exception {
        try (Committed committed = new Committed(kafka.bootstrapServers(), "killed")) {
            committed.await(results);
        }
    }

    private static Map<String, List<Score>> undisturbed(LocalKafka kafka, Path yaml, int n)
            throws Exception {
        StreamSpec spec = StreamSpec.load(yaml);
        new BrokerChecks(spec).check();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty());
                Committed committed = new Committed(kafka.bootstrapServers(), "whole")) {
            Map<String, List<Score>> scores = committed.awaitExactly(n);
            job.cancel();
            return scores;
        }
    }
}
