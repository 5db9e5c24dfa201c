package io.undercurrent.stream.results;

import io.undercurrent.schemas.PlainSchema;
import io.undercurrent.schemas.registry.RegistryException;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * Finds the ids that results carry, before anything starts. It registers only schemas that are
 * missing, so a registered schema needs no right to write.
 */
public final class ResultSchemas {
    private ResultSchemas() {}

    /**
     * Finds the ids for the topics that the job writes to.
     *
     * @param spec the stream's declaration
     * @return the ids of all these topics; none if results carry fingerprints
     * @throws SpecException if the registry refuses a schema or does not answer
     */
    public static ResultIds ofJob(StreamSpec spec) {
        return find(spec, ResultTopics.ofJob(spec.sink()));
    }

    /**
     * Finds the ids for the topics that {@code undercurrent alarms} writes to.
     *
     * @param spec the stream's declaration
     * @return the ids of all these topics; none if results carry fingerprints
     * @throws SpecException if the registry refuses a schema or does not answer
     */
    public static ResultIds ofAlarms(StreamSpec spec) {
        return find(spec, ResultTopics.ofAlarms(spec.sink()));
    }

    private static ResultIds find(StreamSpec spec, Map<String, Schema> topics) {
        if (!spec.sink().usesRegistry()) {
            return ResultIds.NONE;
        }
        SchemaRegistry registry = new SchemaRegistry(spec.registry().settings());
        Map<String, Integer> ids = new LinkedHashMap<>();
        topics.forEach(
                (topic, schema) ->
                        ids.put(
                                topic,
                                id(spec, registry, topic + "-value", PlainSchema.of(schema))));
        return new ResultIds(spec.registry().settings(), ids);
    }

    private static int id(StreamSpec spec, SchemaRegistry registry, String subject, Schema schema) {
        try {
            OptionalInt there = registry.idOf(subject, schema);
            return there.isPresent() ? there.getAsInt() : registry.register(subject, schema);
        } catch (RegistryException e) {
            SpecException refused = new SpecException(List.of(problem(spec, subject, schema, e)));
            refused.initCause(e);
            throw refused;
        }
    }

    private static String problem(
            StreamSpec spec, String subject, Schema schema, RegistryException e) {
        String name = schema.getFullName();
        return switch (e.kind()) {
            case UNAVAILABLE ->
                    String.format(
                            Locale.ROOT,
                            "registry.url = %s: %s",
                            spec.registry().settings().url(),
                            e.getMessage());
            case DENIED ->
                    String.format(
                            Locale.ROOT,
                            "sink.avro.encoding = confluent: subject %s: %s; it needs to be read, and written where %s is not registered there",
                            subject,
                            e.getMessage(),
                            name);
            default ->
                    String.format(
                            Locale.ROOT,
                            "sink.avro.encoding = confluent: subject %s does not take %s: %s; change its compatibility or mode, register the schema by hand, or name another topic",
                            subject,
                            name,
                            e.getMessage());
        };
    }
}
