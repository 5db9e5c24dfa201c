package io.undercurrent.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Forecast;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Addresses results: topic by kind, headers for model and schema, the source record's timestamp.
 *
 * <p>One sink for all kinds means one transaction a checkpoint, so a reader never sees an anomaly
 * whose score is not yet committed.
 */
final class OutgoingSerializer implements KafkaRecordSerializationSchema<Outgoing> {
    private static final long serialVersionUID = 1L;

    /** Header with the id of the model that made the record. */
    static final String MODEL_HEADER = "undercurrent.model";

    /** Header with the record's schema: full name, colon, fingerprint. */
    static final String SCHEMA_HEADER = "undercurrent.schema";

    private final StreamSpec.Sink sink;
    private transient Map<Outgoing.Kind, byte[]> schemas;

    OutgoingSerializer(StreamSpec.Sink sink) {
        this.sink = sink;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Outgoing out, KafkaSinkContext context, Long timestamp) {
        RecordHeaders headers = new RecordHeaders();
        if (!out.modelId.isEmpty()) {
            headers.add(MODEL_HEADER, out.modelId.getBytes(UTF_8));
        }
        headers.add(SCHEMA_HEADER, schemas().get(out.kind));
        Long at = out.timestamp < 0 ? null : out.timestamp;
        return new ProducerRecord<>(topic(out.kind), null, at, out.key, out.value, headers);
    }

    private String topic(Outgoing.Kind kind) {
        return switch (kind) {
            case SCORE -> sink.scores();
            case FORECAST -> sink.forecasts();
            case ANOMALY -> sink.anomalies();
            case DEAD_LETTER -> sink.deadLetters();
        };
    }

    private Map<Outgoing.Kind, byte[]> schemas() {
        if (schemas == null) {
            schemas = new EnumMap<>(Outgoing.Kind.class);
            for (Outgoing.Kind kind : Outgoing.Kind.values()) {
                Schema schema = schema(kind);
                String name = schema.getFullName() + ":" + Wire.fingerprint(schema);
                schemas.put(kind, name.getBytes(UTF_8));
            }
        }
        return schemas;
    }

    private static Schema schema(Outgoing.Kind kind) {
        return switch (kind) {
            case SCORE -> Score.getClassSchema();
            case FORECAST -> Forecast.getClassSchema();
            case ANOMALY -> Anomaly.getClassSchema();
            case DEAD_LETTER -> DeadLetter.getClassSchema();
        };
    }
}
