package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Bytes;

/** How the changelog of the memories reads and is written outside the topology. */
public final class StoredMemories {
    /** The mark with the stores' format. */
    public static final String FORMAT = "format";

    /** The mark with the weights, fields and options that the memories belong to. */
    public static final String MODEL = "model";

    /** The mark with the topic whose records have built the memories. */
    public static final String SOURCE = "source";

    private StoredMemories() {}

    /**
     * The mark that an entry is.
     *
     * @param key the entry's key
     * @return its name, or null for a key's memory
     */
    public static String mark(Bytes key) {
        return StoreKeys.isMark(key) ? new String(key.get(), 1, key.get().length - 1, UTF_8) : null;
    }

    /**
     * The key of a mark's entry.
     *
     * @param mark its name
     * @return the entry's key
     */
    public static Bytes markKey(String mark) {
        return StoreKeys.mark(mark);
    }

    /**
     * The event's key whose memory an entry is.
     *
     * @param key the entry's key
     * @return the event's key
     */
    public static String key(Bytes key) {
        return StoreKeys.text(key);
    }

    /**
     * The entry of a key's memory.
     *
     * @param key the event's key
     * @return the entry's key
     */
    public static Bytes entry(String key) {
        return StoreKeys.of(key);
    }

    /**
     * The format that this version writes.
     *
     * @return the mark's value
     */
    public static String format() {
        return StateMark.format();
    }

    /**
     * Refuses what a later version wrote.
     *
     * @param format the mark's value
     * @throws IllegalStateException where it is another format
     */
    public static void checkFormat(String format) {
        StateMark.checkFormat(format);
    }
}
