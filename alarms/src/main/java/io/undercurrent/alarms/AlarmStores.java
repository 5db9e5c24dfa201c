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
 * The stores of the alarm topology, each with a changelog topic. Names never change: a changelog is
 * found by them.
 *
 * <p>Kafka Streams' record cache may hold them where the application gives it memory: then a state
 * that changes often between two commits goes to its changelog once.
 */
final class AlarmStores {
    /** By key: its episodes. Only keys that have alarmed are in it. */
    static final String KEYS = "undercurrent-episodes";

    /** By group: its episodes. */
    static final String GROUPS = "undercurrent-groups";

    /** By group and key: what the group knows of the key. */
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

    /** The group's length first, as a group may be the beginning of another. */
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
