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
 * The stores of one scoring processor, each with a changelog topic except the hook. Their names
 * must never change, because a changelog's name contains the store's name.
 *
 * <p>The record cache of Kafka Streams is disabled. It would hold encoded slabs, so that every
 * event would still pay for decoding and encoding one. The write-back cache in front of these
 * stores holds decoded slabs and writes them when the task commits.
 */
final class Stores {
    /** The slabs of keys, and the marks that say which model and topic they belong to. */
    static final String SLABS = "undercurrent-slabs";

    /** The latest results of each key, for queries. */
    static final String STATUS = "undercurrent-status";

    /** The times at which to check whether a key has expired. */
    static final String TIMERS = "undercurrent-timers";

    /** The {@link CommitHook}, which runs before each commit. */
    static final String COMMIT = "undercurrent-commit";

    /** The stores with a changelog. */
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
     * The settings that a changelog must have: it is the only source from which a killed instance's
     * key states are restored.
     */
    static Map<String, String> changelogConfig(StreamSpec spec, int slabBytes) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(maxMessageBytes(spec, slabBytes)));
    }

    /** The largest record of any changelog, bytes: a slab, or a key's latest results. */
    static long maxMessageBytes(StreamSpec spec, int slabBytes) {
        ResultBounds bounds = new ResultBounds(spec, null);
        return Math.max(
                maxMessageBytes(slabBytes),
                Math.max(bounds.keyState(slabBytes), bounds.status().bytes()));
    }

    /**
     * The largest record of the changelog of slabs, bytes. Every version so far has created it with
     * this limit.
     */
    static int maxMessageBytes(int slabBytes) {
        return Math.max(
                DEFAULT_MAX_MESSAGE_BYTES, slabBytes + ChangelogTopics.RECORD_OVERHEAD_BYTES);
    }
}
