package io.undercurrent.stream.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.option.SinkOptions;
import io.undercurrent.stream.results.ResultTopics;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Gives each kind of result its topic, and each result its headers for model, schema and group. */
public final class ResultRouting {
    /** Header with the id of the model that made the record. */
    public static final String MODEL_HEADER = "undercurrent.model";

    /** Header with the record's schema: full name, colon, fingerprint. */
    public static final String SCHEMA_HEADER = "undercurrent.schema";

    /** Header of scores, anomalies and episodes with the group that the key belongs to. */
    public static final String GROUP_HEADER = "undercurrent.group";

    private final SinkOptions sink;
    private final Map<Outgoing.Kind, byte[]> schemas = new EnumMap<>(Outgoing.Kind.class);

    /**
     * Creates the addresses of one stream's results.
     *
     * @param sink the stream's sink options
     */
    public ResultRouting(SinkOptions sink) {
        this.sink = sink;
        Map<String, Schema> byTopic = ResultTopics.ofJob(sink);
        for (Outgoing.Kind kind : Outgoing.Kind.values()) {
            Schema schema = byTopic.get(topic(kind));
            String name = schema.getFullName() + ":" + Wire.fingerprint(schema);
            schemas.put(kind, name.getBytes(UTF_8));
        }
    }

    /**
     * Returns the topic of a kind of result.
     *
     * @param kind the kind
     * @return the topic
     */
    public String topic(Outgoing.Kind kind) {
        return switch (kind) {
            case SCORE -> sink.scores();
            case FORECAST -> sink.forecasts();
            case ANOMALY -> sink.anomalies();
            case DEAD_LETTER -> sink.deadLetters();
            case EPISODE -> sink.episodes();
        };
    }

    /**
     * Creates the headers of a result.
     *
     * @param out the result
     * @return new headers
     */
    public Headers headers(Outgoing out) {
        RecordHeaders headers = new RecordHeaders();
        if (!out.modelId.isEmpty()) {
            headers.add(MODEL_HEADER, out.modelId.getBytes(UTF_8));
        }
        headers.add(SCHEMA_HEADER, schemas.get(out.kind));
        if (out.group != null) {
            headers.add(GROUP_HEADER, out.group.getBytes(UTF_8));
        }
        return headers;
    }
}
