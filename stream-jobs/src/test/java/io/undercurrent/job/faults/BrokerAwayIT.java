package io.undercurrent.job.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Audit;
import io.undercurrent.stream.trial.BrokerProcess;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.CommittedCount;
import io.undercurrent.stream.trial.Feeder;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that nobody can reach for a minute, dead or only silent, while events keep coming. */
@Tag("nightly")
class BrokerAwayIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String[] KEYS = {"a", "b", "c"};

    @TempDir Path folder;

    @Test
    void aBrokerThatWasDeadForAMinuteLeavesNoTrace() throws Exception {
        away(
                broker -> {
                    broker.kill();
                    Thread.sleep(MINUTE.toMillis());
                    broker.launch();
                    broker.awaitReady();
                });
    }

    @Test
    void norDoesOneThatWasSilentForAMinute() throws Exception {
        away(
                broker -> {
                    broker.freeze();
                    Thread.sleep(MINUTE.toMillis());
                    broker.thaw();
                });
    }

    private interface Outage {
        void of(BrokerProcess broker) throws Exception;
    }

    private void away(Outage outage) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"))) {
            broker.createTopic("away", 2);
            Stream stream = new Stream(broker.servers(), "away", folder);
            String more = "job: {jit-warm-up: 0s}";
            StreamSpec spec = stream.spec("disturbed", more);
            new BrokerChecks(spec).check();
            int events;
            try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty());
                    Feeder feeder = new Feeder(stream, Duration.ofMillis(50), KEYS);
                    CommittedCount count = new CommittedCount(stream, spec)) {
                count.await(100, broker::log);
                outage.of(broker);
                count.await(feeder.sent() + KEYS.length, broker::log);
                events = feeder.finish();
                count.await(events, broker::log);
                job.stopWithSavepoint();
            }
            StreamSpec whole = stream.spec("undisturbed", more);
            new BrokerChecks(whole).check();
            try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(whole), Optional.empty());
                    CommittedCount count = new CommittedCount(stream, whole)) {
                count.await(events, broker::log);
                job.stopWithSavepoint();
            }
            Audit audit =
                    Audit.of(CommittedBytes.read(stream, whole), CommittedBytes.read(stream, spec));
            assertThat(audit.records()).isGreaterThan(events);
            assertThat(audit.clean()).as("%s", audit).isTrue();
        }
    }
}
