package io.undercurrent.job;

import io.undercurrent.spec.option.SinkOptions;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.ResultRouting;
import io.undercurrent.stream.results.ResultFrames;
import io.undercurrent.stream.results.ResultIds;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Serializes results for their topics, with the source record's timestamp.
 *
 * <p>One sink for all kinds of results means one transaction per subtask and checkpoint, so that a
 * reader never sees an anomaly whose score is not committed yet.
 */
final class OutgoingSerializer implements KafkaRecordSerializationSchema<Outgoing> {
    private static final long serialVersionUID = 1L;

    private final SinkOptions sink;
    private final ResultIds results;
    private transient ResultRouting addresses;
    private transient ResultFrames frames;

    OutgoingSerializer(SinkOptions sink, ResultIds results) {
        this.results = results;
        this.sink = sink;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Outgoing out, KafkaSinkContext context, Long timestamp) {
        if (addresses == null) {
            addresses = new ResultRouting(sink);
            frames = new ResultFrames(sink, results);
        }
        Long at = out.timestamp < 0 ? null : out.timestamp;
        String topic = addresses.topic(out.kind);
        byte[] value = frames.framed(topic, out.value);
        return new ProducerRecord<>(topic, null, at, out.key, value, addresses.headers(out));
    }
}
