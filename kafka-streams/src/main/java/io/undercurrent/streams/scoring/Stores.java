package io.undercurrent.streams.scoring;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.ResultBounds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The stores of one scoring processor, each with a changelog topic except the hook. Names never
 * change: a changelog is found by them.
 *
 * <p>Kafka Streams' own record cache is off. It would hold encoded slabs, so that every event still
 * paid for encoding and decoding one; the cache before these stores holds live ones and writes them
 * when the task commits.
 */
final class Stores {
    /** Keys' slabs, and the marks of whose they are. */
    static final String SLABS = "undercurrent-slabs";

    /** What was last said of each key, for queries. */
    static final String STATUS = "undercurrent-status";

    /** When to look whether a key's memory can go. */
    static final String TIMERS = "undercurrent-timers";

    /** Runs before each commit. */
    static final String COMMIT = "undercurrent-commit";

    /** Those with a changelog. */
    static final List<String> LOGGED = List.of(SLABS, STATUS, TIMERS);

    private static final int DEFAULT_MAX_MESSAGE_BYTES = 1 << 20;

    private Stores() {}

    static Set<StoreBuilder<?>> builders(StreamSpec spec, int slabBytes) {
        Map<String, String> config = changelogConfig(spec, slabBytes);
        return Set.of(
                logged(SLABS, config),
                logged(STATUS, config),
                logged(TIMERS, config),
                new CommitHook.Builder(COMMIT));
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> logged(
            String name, Map<String, String> config) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(config);
    }

    /**
     * What a changelog must be like: it is all that a killed instance's memories come back from.
     */
    static Map<String, String> changelogConfig(StreamSpec spec, int slabBytes) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(maxMessageBytes(spec, slabBytes)));
    }

    /** The largest record of any changelog: a memory, or what was last said of a key. */
    static long maxMessageBytes(StreamSpec spec, int slabBytes) {
        ResultBounds bounds = new ResultBounds(spec, null);
        return Math.max(
                maxMessageBytes(slabBytes),
                Math.max(bounds.memory(slabBytes), bounds.status().bytes()));
    }

    /** What the changelog of the memories has taken since its first version. */
    static int maxMessageBytes(int slabBytes) {
        return Math.max(
                DEFAULT_MAX_MESSAGE_BYTES, slabBytes + ChangelogTopics.RECORD_OVERHEAD_BYTES);
    }
}
