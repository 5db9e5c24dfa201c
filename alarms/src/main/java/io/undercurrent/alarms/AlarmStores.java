package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The state stores of the alarm topology, each with a changelog topic. Their names must never
 * change, because a changelog's name contains the store's name.
 *
 * <p>The record cache of Kafka Streams is enabled. If the application gives it memory, a state that
 * changes several times between two commits is written to its changelog once.
 */
final class AlarmStores {
    /** The record of the start of each open episode, by key. */
    static final String KEYS = "undercurrent-episodes";

    /** The state of each group's episodes, by group. */
    static final String GROUPS = "undercurrent-groups";

    /** What a group knows about one of its keys, by group and key. */
    static final String MEMBERS = "undercurrent-members";

    private AlarmStores() {}

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> logged(String name) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }

    static Bytes key(String text) {
        return Bytes.wrap(text.getBytes(UTF_8));
    }

    /** Begins with the group's length, because one group's name may be a prefix of another's. */
    static Bytes member(byte[] group, String key) {
        byte[] member = key.getBytes(UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(Integer.BYTES + group.length + member.length)
                        .putInt(group.length)
                        .put(group)
                        .put(member)
                        .array());
    }
}
