package io.undercurrent.kafka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients may expect of the broker while it runs and across a restart. */
class LocalKafkaIT {
    @TempDir static Path dir;
    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(dir.resolve("shared"));
    }

    @AfterAll
    static void stop() {
        assertThat(kafka.fatalFault()).isEmpty();
        kafka.close();
    }

    @Test
    void readsWhatWasProducedAlsoAfterRestartOnTheSamePort() throws Exception {
        kafka.createTopic("plain", 1);
        String servers = kafka.bootstrapServers();
        List<String> before = Records.values("before", 500);
        try (KafkaProducer<String, String> producer = Records.producer(servers, Map.of())) {
            Records.send(producer, "plain", before);
            assertThat(Records.readCommitted(servers, "plain")).isEqualTo(before);

            kafka.restart();

            assertThat(kafka.bootstrapServers()).isEqualTo(servers);
            List<String> all = new ArrayList<>(before);
            all.add("after");
            Records.send(producer, "plain", List.of("after"));
            assertThat(Records.readCommitted(servers, "plain")).isEqualTo(all);
        }
    }

    @Test
    void showsCommittedTransactionsOnly() throws Exception {
        kafka.createTopic("transactions", 1);
        String servers = kafka.bootstrapServers();
        try (KafkaProducer<String, String> producer =
                Records.producer(servers, Map.of("transactional.id", "t"))) {
            producer.initTransactions();
            producer.beginTransaction();
            Records.send(producer, "transactions", List.of("aborted"));
            producer.abortTransaction();
            producer.beginTransaction();
            Records.send(producer, "transactions", List.of("committed"));
            producer.commitTransaction();
        }
        assertThat(Records.readCommitted(servers, "transactions")).containsExactly("committed");
    }

    @Test
    void refusesATransactionTimeoutAboveTheLimit() {
        try (KafkaProducer<String, String> producer =
                Records.producer(
                        kafka.bootstrapServers(),
                        Map.of("transactional.id", "long", "transaction.timeout.ms", 900_001))) {
            assertThatThrownBy(producer::initTransactions)
                    .isInstanceOf(KafkaException.class)
                    .hasStackTraceContaining("timeout");
        }
    }

    @Test
    void makesNoTopicUnasked() {
        try (KafkaProducer<String, String> producer =
                Records.producer(kafka.bootstrapServers(), Map.of("max.block.ms", 1000))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("misspelt", "v")).get())
                    .hasCauseInstanceOf(TimeoutException.class)
                    .hasMessageContaining("misspelt");
        }
    }

    @Test
    void saysWhyATopicCannotBeMade() {
        kafka.createTopic("once", 3);
        assertThatThrownBy(() -> kafka.createTopic("once", 3))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining("'once' exists already");
        assertThatThrownBy(() -> kafka.createTopic("not/allowed", 1))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining("not/allowed");
        assertThatThrownBy(() -> kafka.createTopic("none", 0))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining("0 partitions");
    }

    @Test
    void ensuresATopicOnceAndRefusesAnotherPartitionCount() {
        assertThat(kafka.ensureTopic("ensured", 2)).isTrue();
        assertThat(kafka.ensureTopic("ensured", 2)).isFalse();
        assertThatThrownBy(() -> kafka.ensureTopic("ensured", 4))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining("has 2 partitions, not 4; ask for 2");
    }

    @Test
    void aSecondBrokerOnTheSameFolderOrPortIsRefusedAndHarmsNothing() {
        assertThatThrownBy(() -> LocalKafka.start(dir.resolve("shared")))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining("this process")
                .hasMessageContaining(dir.resolve("shared").toString());
        int port = Integer.parseInt(kafka.bootstrapServers().split(":", -1)[1]);
        assertThatThrownBy(() -> LocalKafka.in(dir.resolve("other")).port(port).start())
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining("port " + port);
        assertThat(kafka.ensureTopic("stillServing", 1)).isTrue();
    }

    @Test
    void aFailedStartLeavesTheFolderFree() {
        Path folder = dir.resolve("failed");
        LocalKafka.Builder bad = LocalKafka.in(folder).setting("num.io.threads", "-4");
        assertThatThrownBy(bad::start)
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining("num.io.threads");
        try (LocalKafka good = LocalKafka.start(folder)) {
            good.createTopic("works", 1);
        }
    }
}
