package io.undercurrent.streams.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.trial.Audit;
import io.undercurrent.stream.trial.BrokerProcess;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.CommittedCount;
import io.undercurrent.stream.trial.Feeder;
import io.undercurrent.stream.trial.Stream;
import io.undercurrent.streams.run.Embedded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several instances as processes: killed, started again, joined by more, with brokers that go away.
 * What they commit is what one undisturbed instance commits.
 */
@Tag("slow")
class InstancesIT {
    private static final String[] KEYS = {"a", "b", "c", "d", "e", "f", "g", "h"};
    private static final String STANDBY = "streams.standby-replicas: 1";

    @TempDir Path folder;

    @Test
    void killsRestartsAndRebalancesLeaveNoTraceInTheOutput() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"))) {
            broker.createTopic("events", 4);
            Stream stream = new Stream(broker.servers(), "events", folder);
            Feeder feeder = new Feeder(stream, Duration.ofMillis(25), KEYS);
            StreamSpec spec = stream.spec("disturbed");
            try (feeder;
                    Instance first = new Instance(stream, folder, "disturbed", "first", STANDBY);
                    Instance second = new Instance(stream, folder, "disturbed", "second", STANDBY);
                    Instance third = new Instance(stream, folder, "disturbed", "third", STANDBY)) {
                first.launch();
                second.launch().awaitRunning();
                first.awaitRunning();
                try (CommittedCount committed = new CommittedCount(stream, spec)) {
                    committed.await(1000, first::tail);
                    first.kill();
                    committed.await(feeder.sent() + 500, second::tail);
                    first.launch();
                    third.launch().awaitRunning();
                    first.awaitRunning();
                    committed.await(feeder.sent() + 500, third::tail);
                    broker.kill();
                    second.kill();
                    broker.launch();
                    broker.awaitReady();
                    second.launch().awaitRunning();
                    committed.await(feeder.sent() + 500, third::tail);
                    committed.await(feeder.finish(), third::tail);
                }
                List.of(first, second, third).forEach(instance -> assertAlive(instance));
                first.stop();
                second.stop();
                third.stop();
            }
            Map<String, List<String>> expected = undisturbed(stream);
            Audit audit = Audit.of(expected, CommittedBytes.read(stream, spec));
            System.out.println("Kafka Streams, two kills, a broker restart: " + audit);
            assertThat(audit.records()).isGreaterThan(4000);
            assertThat(audit.clean()).as(audit.toString()).isTrue();
        }
    }

    private static void assertAlive(Instance instance) {
        assertThat(instance.isAlive()).as(instance::tail).isTrue();
    }

    private Map<String, List<String>> undisturbed(Stream stream) throws Exception {
        StreamSpec spec = Embedded.spec(stream, folder, "alone");
        try (var events = stream.consumer("read_committed", stream.topic())) {
            long all =
                    events.endOffsets(events.assignment()).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            Embedded.runUntil(stream, spec, (int) all);
        }
        return CommittedBytes.read(stream, spec);
    }
}
