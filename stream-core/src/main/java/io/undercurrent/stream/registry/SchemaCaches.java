package io.undercurrent.stream.registry;

import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.StreamSpec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One cache for each registry in a process: its tasks read the same schemas. */
public final class SchemaCaches {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final Map<RegistrySettings, SchemaCache> ALL = new ConcurrentHashMap<>();
    private static final Map<String, SchemaCache> NAMED = new ConcurrentHashMap<>();

    private SchemaCaches() {}

    /**
     * The cache of a source's registry, with what was found out at start.
     *
     * @param source one that {@linkplain StreamSpec.Source#usesRegistry uses a registry}
     * @return the same for the same registry
     */
    public static SchemaCache of(StreamSpec.Source source) {
        SchemaCache cache =
                ALL.computeIfAbsent(
                        source.avro().registry(),
                        settings ->
                                new SchemaCache(
                                        new SchemaRegistry(settings), FIRST_PAUSE, LONGEST_PAUSE));
        cache.know(source.avro().known());
        return cache;
    }

    /**
     * Lets a consumer's interceptor, which is made by its class's name, find a cache.
     *
     * @param handle any text that nobody else uses
     * @param cache the cache
     */
    public static void name(String handle, SchemaCache cache) {
        NAMED.put(handle, cache);
    }

    /**
     * Ends all waits of the interceptors of that handle.
     *
     * @param handle the text
     */
    public static void release(String handle) {
        NAMED.remove(handle);
    }

    /** The cache of that handle; null where it was released. */
    static SchemaCache named(String handle) {
        return NAMED.get(handle);
    }
}
