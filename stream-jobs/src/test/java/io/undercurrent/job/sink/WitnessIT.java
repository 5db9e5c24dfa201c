package io.undercurrent.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.kafka.local.LocalKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions on a real broker that end in each way, judged by their witnesses. */
class WitnessIT {
    @TempDir static Path folder;
    private static LocalKafka kafka;
    private static Properties client;
    private static int attempt;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(folder.resolve("kafka"));
        client = new Properties();
        client.put("bootstrap.servers", kafka.bootstrapServers());
        client.put("transaction.timeout.ms", "60000");
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    /** What every restart after a crash meets: the error is there, the output too. */
    @Test
    void aTransactionThatWasCommittedBeforeACrashStopsNothing() throws Exception {
        kafka.createTopic("committed", 1);
        try (Prepared prepared = new Prepared("committed")) {
            prepared.producer.commitTransaction();
            RecordedRequest restored = prepared.restored();
            RecordedRequest plain = prepared.withoutWitness();
            commit(plain);
            assertThat(plain.said).as("the connector alone").startsWith("failed, known: ");
            commit(restored);
            assertThat(restored.said).isEqualTo("committed before");
        }
    }

    @Test
    void aTransactionThatTheBrokerAbortedStopsTheJob() throws Exception {
        kafka.createTopic("aborted", 1);
        try (Prepared prepared = new Prepared("aborted");
                Admin admin = Admin.create(client)) {
            admin.fenceProducers(List.of(prepared.id)).all().get();
            assertThatThrownBy(() -> commit(prepared.restored()))
                    .cause()
                    .isInstanceOf(LostTransactionException.class)
                    .hasMessageContaining("transaction aborted-0-5 was aborted");
            RecordedRequest plain = prepared.withoutWitness();
            commit(plain);
            assertThat(plain.said).as("the connector alone").startsWith("failed, known: ");
        }
    }

    @Test
    void aPreparedTransactionIsCommittedAfterACrash() throws Exception {
        kafka.createTopic("prepared", 1);
        try (Prepared prepared = new Prepared("prepared")) {
            assertThat(fate(prepared)).isEqualTo(TransactionOutcome.UNDECIDED);
            RecordedRequest restored = prepared.restored();
            commit(restored);
            assertThat(restored.said).isEqualTo("nothing");
            assertThat(fate(prepared)).isEqualTo(TransactionOutcome.COMMITTED);
        }
    }

    @Test
    void whatRetentionRemovedOrWhoseTopicIsGoneCannotBeTold() throws Exception {
        kafka.createTopic("expired", 1);
        try (Prepared prepared = new Prepared("expired");
                Admin admin = Admin.create(client)) {
            prepared.producer.commitTransaction();
            var all = Map.of(new TopicPartition("expired", 0), RecordsToDelete.beforeOffset(-1));
            admin.deleteRecords(all).all().get();
            assertThat(fate(prepared)).isEqualTo(TransactionOutcome.GONE);
            Witness elsewhere = new Witness("no-such-topic", 0, 0, 0, Instant.now());
            assertThat(lookup().fate(elsewhere)).isEqualTo(TransactionOutcome.GONE);
        }
    }

    /**
     * A topic that was created again: its log ends before the witness, or another record is there.
     */
    @Test
    void anotherTopicOfTheSameNameDoesNotHoldTheResults() throws Exception {
        kafka.createTopic("anew", 1);
        try (Prepared prepared = new Prepared("anew")) {
            prepared.producer.commitTransaction();
            Witness w = prepared.witness;
            assertThat(lookup().fate(w)).isEqualTo(TransactionOutcome.COMMITTED);
            Witness beyond = new Witness("anew", 0, 1000, w.timestamp(), w.prepared());
            assertThat(lookup().fate(beyond)).isEqualTo(TransactionOutcome.ABORTED);
            Witness other = new Witness("anew", 0, w.offset(), w.timestamp() + 1, w.prepared());
            assertThat(lookup().fate(other)).isNotEqualTo(TransactionOutcome.COMMITTED);
        }
    }

    @Test
    void aBrokerThatIsAwayLeavesItUndecided() {
        Properties nobody = new Properties();
        nobody.put("bootstrap.servers", "127.0.0.1:1");
        Witness any = new Witness("t", 0, 0, 0, Instant.now());
        assertThat(new WitnessLookup(nobody, Duration.ofSeconds(1)).fate(any))
                .isEqualTo(TransactionOutcome.UNDECIDED);
    }

    private static TransactionOutcome fate(Prepared prepared) {
        return lookup().fate(prepared.witness);
    }

    private static WitnessLookup lookup() {
        return new WitnessLookup(client, Duration.ofSeconds(2));
    }

    private static void commit(RecordedRequest request) throws Exception {
        String prefix = "prefix" + attempt++; // each of the connector's committers needs its own
        KafkaCommitter kafkas =
                new KafkaCommitter(
                        producers(), prefix, 0, 0, false, FlinkKafkaInternalProducer::new);
        try (WitnessedCommitter committer =
                new WitnessedCommitter(kafkas, lookup(), new None(), "60000")) {
            committer.commit(List.of(request));
        }
    }

    private static Properties producers() {
        Properties properties = new Properties();
        properties.putAll(client);
        String bytes = "org.apache.kafka.common.serialization.ByteArraySerializer";
        properties.put("key.serializer", bytes);
        properties.put("value.serializer", bytes);
        return properties;
    }

    /** A transaction of one record, prepared as the connector's writer does it. */
    private static final class Prepared implements AutoCloseable {
        final String id;
        final FlinkKafkaInternalProducer<byte[], byte[]> producer;
        final Witness witness;
        private final KafkaCommittable transaction;

        Prepared(String topic) throws Exception {
            id = topic + "-0-5";
            producer = new FlinkKafkaInternalProducer<>(producers(), id);
            producer.initTransactions();
            producer.beginTransaction();
            RecordMetadata record = producer.send(new ProducerRecord<>(topic, new byte[3])).get();
            producer.flush();
            transaction =
                    new KafkaCommittable(producer.getProducerId(), producer.getEpoch(), id, null);
            producer.precommitTransaction();
            witness =
                    new Witness(
                            topic,
                            record.partition(),
                            record.offset(),
                            record.timestamp(),
                            Instant.now());
        }

        /** As a checkpoint gives it back: without the producer. */
        RecordedRequest restored() {
            return new RecordedRequest(new WitnessedCommittable(transaction, Optional.of(witness)));
        }

        RecordedRequest withoutWitness() {
            return new RecordedRequest(new WitnessedCommittable(transaction, Optional.empty()));
        }

        @Override
        public void close() {
            producer.close(Duration.ZERO);
        }
    }

    private record None() implements RestartPoints {
        @Override
        public Optional<String> newestBefore(long checkpoint) {
            return Optional.empty();
        }

        @Override
        public String folder() {
            return "nowhere";
        }
    }
}
