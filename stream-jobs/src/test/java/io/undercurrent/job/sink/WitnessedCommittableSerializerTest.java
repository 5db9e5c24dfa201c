package io.undercurrent.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Prepared transactions in a checkpoint: with a witness, without one, and of older builds. */
class WitnessedCommittableSerializerTest {
    private static final KafkaCommittable TRANSACTION =
            new KafkaCommittable(4711L, (short) 3, "prefix-1-42", null);
    private static final Witness WITNESS =
            new Witness("scores", 2, 12345678901L, 1767225600000L, Instant.ofEpochMilli(99L));

    private final SimpleVersionedSerializer<KafkaCommittable> connectors =
            KafkaSink.<String>builder()
                    .setBootstrapServers("none:1")
                    .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                    .setTransactionalIdPrefix("prefix")
                    .setRecordSerializer((in, context, at) -> new ProducerRecord<>("t", null))
                    .build()
                    .getCommittableSerializer();
    private final WitnessedCommittableSerializer ours =
            new WitnessedCommittableSerializer(connectors);

    @Test
    void bothPartsComeBack() throws IOException {
        for (Optional<Witness> witness : List.of(Optional.of(WITNESS), Optional.<Witness>empty())) {
            WitnessedCommittable written = new WitnessedCommittable(TRANSACTION, witness);
            byte[] bytes = ours.serialize(written);
            assertThat(ours.deserialize(ours.getVersion(), bytes)).isEqualTo(written);
            assertThat(written.checkpoint()).isEqualTo(42);
        }
    }

    @Test
    void theConnectorsOwnBytesAreReadWithoutAWitness() throws IOException {
        assertThat(connectors.getVersion())
                .isLessThan(WitnessedCommittableSerializer.FIRST_VERSION);
        byte[] plain = connectors.serialize(TRANSACTION);
        assertThat(ours.deserialize(connectors.getVersion(), plain))
                .isEqualTo(new WitnessedCommittable(TRANSACTION, Optional.empty()));
    }

    @Test
    void newerOnesAreRefused() {
        int newer = ours.getVersion() + 1;
        assertThatThrownBy(() -> ours.deserialize(newer, new byte[8]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version " + newer)
                .hasMessageContaining("newer build");
    }
}
