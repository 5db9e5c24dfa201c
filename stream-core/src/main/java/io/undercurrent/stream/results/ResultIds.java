package io.undercurrent.stream.results;

import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.spec.StreamSpec;
import java.io.Serializable;
import java.util.Map;

/**
 * The registry's schema ids, which results carry instead of their schemas' fingerprints.
 *
 * @param registry the registry to ask for ids that are not known; null if results carry
 *     fingerprints
 * @param ids the schemas' ids by topic
 */
public record ResultIds(RegistrySettings registry, Map<String, Integer> ids)
        implements Serializable {
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
}
