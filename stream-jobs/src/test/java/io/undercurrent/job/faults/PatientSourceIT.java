package io.undercurrent.job.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.JobCluster;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.trial.BrokerProcess;
import io.undercurrent.stream.trial.CommittedCount;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is away for several checks and searches for partitions of a running job. */
@Tag("slow")
class PatientSourceIT {
    /** Several searches, each of which ends after two seconds without an answer. */
    private static final Duration AWAY = Duration.ofSeconds(8);

    @TempDir Path folder;

    @Test
    void noCheckRestartsTheJobAndNewPartitionsAreFoundAfterwards() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"))) {
            broker.createTopic("away", 1);
            Stream stream = new Stream(broker.servers(), "away", folder);
            StreamSpec spec =
                    stream.spec(
                            "patient",
                            "job: {jit-warm-up: 0s, check-interval: 1s}",
                            "kafka.default.api.timeout.ms: 2000",
                            "kafka.request.timeout.ms: 1000");
            new BrokerChecks(spec).check();
            Map<String, String> flink = Map.of("restart-strategy.fixed-delay.delay", "100 ms");
            try (JobCluster job = new JobCluster(spec, flink, Optional.empty());
                    CommittedCount count = new CommittedCount(stream, spec)) {
                stream.send(0, 40, "a");
                count.await(40, broker::log);
                broker.kill();
                long end = System.nanoTime() + AWAY.toNanos();
                Awaitility.await("the outage")
                        .atMost(AWAY.multipliedBy(2))
                        .until(() -> System.nanoTime() > end);
                assertThat(job.restarts()).isZero();
                broker.launch();
                broker.awaitReady();
                stream.send(40, 80, "a");
                count.await(80, broker::log);
                assertThat(job.restarts()).isZero();
                job.cancel();
            }
        }
    }
}
