package io.undercurrent.stream.results;

import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.spec.StreamSpec;
import java.io.Serializable;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The registry's schema ids, which results carry instead of their schemas' fingerprints.
 *
 * @param registry the registry to ask for ids that are not known; null if results carry
 *     fingerprints
 * @param ids the schemas' ids by topic
 */
public record ResultIds(RegistrySettings registry, Map<String, Integer> ids)
        implements Serializable {
    /** Results carry fingerprints. */
    static final ResultIds NONE = new ResultIds(null, Map.of());

    /**
     * Knows no ids, and asks the registry for each id that a result carries. Enough to read
     * results; to write them, {@link ResultSchemas} finds the ids.
     *
     * @param spec the stream's declaration
     * @return the registry of its results, without ids
     */
    public static ResultIds forReading(StreamSpec spec) {
        return new ResultIds(
                spec.sink().usesRegistry() ? spec.registry().settings() : null, Map.of());
    }

    /**
     * Checks that results can be written to these topics.
     *
     * @param topics the topics that will be written to
     * @throws IllegalArgumentException if the id of a topic's schema is missing
     */
    public void require(Collection<String> topics) {
        if (registry == null) {
            return;
        }
        TreeSet<String> missing = new TreeSet<>(topics);
        missing.removeAll(ids.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "sink.avro.encoding = confluent: the ids of the schemas of %s are not known; ask the registry with ResultSchemas",
                            missing));
        }
    }
}
