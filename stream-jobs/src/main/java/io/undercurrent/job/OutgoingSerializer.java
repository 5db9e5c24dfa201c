package io.undercurrent.job;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Addresses;
import io.undercurrent.stream.record.Outgoing;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Addresses results and gives them the source record's timestamp.
 *
 * <p>One sink for all kinds means one transaction a checkpoint, so a reader never sees an anomaly
 * whose score is not yet committed.
 */
final class OutgoingSerializer implements KafkaRecordSerializationSchema<Outgoing> {
    private static final long serialVersionUID = 1L;

    private final StreamSpec.Sink sink;
    private transient Addresses addresses;

    OutgoingSerializer(StreamSpec.Sink sink) {
        this.sink = sink;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Outgoing out, KafkaSinkContext context, Long timestamp) {
        if (addresses == null) {
            addresses = new Addresses(sink);
        }
        Long at = out.timestamp < 0 ? null : out.timestamp;
        return new ProducerRecord<>(
                addresses.topic(out.kind), null, at, out.key, out.value, addresses.headers(out));
    }
}
