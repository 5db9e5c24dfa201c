package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Bytes;

/**
 * Converts keys and marks in the changelog of the key states, for code that reads or writes it
 * outside the topology.
 */
public final class ChangelogEntries {
    /** The mark with the stores' format. */
    public static final String FORMAT = "format";

    /** The mark with the weights, fields and options that the key states belong to. */
    public static final String MODEL = "model";

    /** The mark with the topic whose records built the key states. */
    public static final String SOURCE = "source";

    private ChangelogEntries() {}

    /**
     * Tells marks from key states.
     *
     * @param key the entry's key
     * @return the mark's name, or null if the entry is a key state
     */
    public static String mark(Bytes key) {
        return StoreKeys.isMark(key) ? new String(key.get(), 1, key.get().length - 1, UTF_8) : null;
    }

    /**
     * The entry key of a mark.
     *
     * @param mark the mark's name
     * @return the entry's key
     */
    public static Bytes markKey(String mark) {
        return StoreKeys.mark(mark);
    }

    /**
     * The event's key of a key state's entry.
     *
     * @param key the entry's key
     * @return the event's key
     */
    public static String key(Bytes key) {
        return StoreKeys.text(key);
    }

    /**
     * The entry key of a key state.
     *
     * @param key the event's key
     * @return the entry's key
     */
    public static Bytes entry(String key) {
        return StoreKeys.of(key);
    }

    /**
     * The stores' format that this version writes.
     *
     * @return the mark's value
     */
    public static String format() {
        return StateMark.format();
    }

    /**
     * Rejects every format but this version's.
     *
     * @param format the mark's value
     * @throws IllegalStateException if it is another format
     */
    public static void checkFormat(String format) {
        StateMark.checkFormat(format);
    }
}
