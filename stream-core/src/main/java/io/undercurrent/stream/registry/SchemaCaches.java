package io.undercurrent.stream.registry;

import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.SourceSchemas;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One cache for each registry in a process: its tasks read the same schemas. A cache that handles
 * name ends with the last of them, so that no thread outlives a Flink job and keeps its classes.
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
     * The cache of a source's registry, with what was found out at start.
     *
     * @param schemas those of a source that uses a registry
     * @return the same for the same registry, until its last handle is released
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
     * Lets a consumer's interceptor, which is made by its class's name, find a source's cache; to
     * be released as often as it was called.
     *
     * @param handle any text that nobody else uses
     * @param schemas as {@link #of} takes it
     */
    public static synchronized void name(String handle, SourceSchemas schemas) {
        name(handle, of(schemas));
    }

    static synchronized void name(String handle, SchemaCache cache) {
        int holders = NAMED.containsKey(handle) ? NAMED.get(handle).holders : 0;
        NAMED.put(handle, new Named(cache, holders + 1));
    }

    /**
     * Takes back one naming. With the handle's last, all waits of its interceptors end; with the
     * cache's last handle, nothing is asked any more and all waits end with {@link
     * java.util.concurrent.CancellationException}.
     *
     * @param handle the text
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

    /** The cache of that handle; null where it was released. */
    static SchemaCache named(String handle) {
        Named named = NAMED.get(handle);
        return named == null ? null : named.cache;
    }
}
