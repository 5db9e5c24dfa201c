package io.undercurrent.stream.registry;

import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.avro.SourceSchemas;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps one cache per registry in a process, because its tasks read the same schemas. A cache with
 * handles is closed with its last handle, so that no thread outlives a Flink job and keeps its
 * classes.
 */
public final class SchemaCaches {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration REFUSAL_LASTS = Duration.ofMinutes(1);

    private static final Map<RegistrySettings, SchemaCache> ALL = new HashMap<>();
    private static final Map<String, Named> NAMED = new ConcurrentHashMap<>();

    private record Named(SchemaCache cache, int holders) {}

    private SchemaCaches() {}

    /**
     * Returns the cache of a source's registry, with the schemas that were found at the start.
     *
     * @param schemas the schemas of a source that uses a registry
     * @return the same cache for the same registry, until its last handle is released
     */
    public static synchronized SchemaCache of(SourceSchemas schemas) {
        SchemaCache cache =
                ALL.computeIfAbsent(
                        schemas.registry(),
                        settings ->
                                new SchemaCache(
                                        new SchemaRegistry(settings),
                                        FIRST_PAUSE,
                                        LONGEST_PAUSE,
                                        REFUSAL_LASTS));
        cache.know(schemas.known());
        return cache;
    }

    /**
     * Gives a source's cache a handle, by which a consumer's interceptor can find it, because Kafka
     * creates interceptors by class name. Every call needs a call of {@link #release}.
     *
     * @param handle any unique text
     * @param schemas the schemas of a source that uses a registry
     */
    public static synchronized void name(String handle, SourceSchemas schemas) {
        name(handle, of(schemas));
    }

    static synchronized void name(String handle, SchemaCache cache) {
        int holders = NAMED.containsKey(handle) ? NAMED.get(handle).holders : 0;
        NAMED.put(handle, new Named(cache, holders + 1));
    }

    /**
     * Undoes one call of {@link #name}. After the handle's last release, all waits of its
     * interceptors end; after the release of the cache's last handle, no more requests are sent and
     * all waits end with {@link java.util.concurrent.CancellationException}.
     *
     * @param handle the handle
     */
    public static synchronized void release(String handle) {
        Named named = NAMED.get(handle);
        if (named == null) {
            return;
        }
        if (named.holders > 1) {
            NAMED.put(handle, new Named(named.cache, named.holders - 1));
            return;
        }
        NAMED.remove(handle);
        SchemaCache cache = named.cache;
        if (NAMED.values().stream().noneMatch(other -> other.cache == cache)) {
            ALL.values().remove(cache);
            cache.close();
        }
    }

    /** The cache of a handle; null if the handle was released. */
    static SchemaCache named(String handle) {
        Named named = NAMED.get(handle);
        return named == null ? null : named.cache;
    }
}
