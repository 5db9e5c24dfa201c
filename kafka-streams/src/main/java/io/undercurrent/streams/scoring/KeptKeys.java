package io.undercurrent.streams.scoring;

import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What the stores of an instance keep of each key, for whoever only reads them: encoded, as of the
 * newest commit. Threads that score write meanwhile, so what is read of one key in several calls
 * may be of two commits.
 */
public final class KeptKeys {
    /** The store of the memories. */
    public static final String SLABS = Stores.SLABS;

    /** The store of what was last said. */
    public static final String STATUS = Stores.STATUS;

    private final ReadOnlyKeyValueStore<Bytes, byte[]> slabs;
    private final ReadOnlyKeyValueStore<Bytes, byte[]> status;

    /**
     * Reads stores.
     *
     * @param slabs {@link #SLABS}
     * @param status {@link #STATUS}
     */
    public KeptKeys(
            ReadOnlyKeyValueStore<Bytes, byte[]> slabs,
            ReadOnlyKeyValueStore<Bytes, byte[]> status) {
        this.slabs = slabs;
        this.status = status;
    }

    /**
     * A key's memory.
     *
     * @param key the event's key
     * @return an encoded slab, or null where there is none
     */
    public byte[] slab(String key) {
        return slabs.get(StoreKeys.of(key));
    }

    /**
     * A key's latest score.
     *
     * @param key the event's key
     * @return an encoded Score record, or null where there is none
     */
    public byte[] score(String key) {
        return status.get(StoredStatus.key(StoredStatus.SCORE, key));
    }

    /**
     * A key's latest forecast.
     *
     * @param key the event's key
     * @return an encoded Forecast record, or null where there is none
     */
    public byte[] forecast(String key) {
        return status.get(StoredStatus.key(StoredStatus.FORECAST, key));
    }

    /**
     * The alarms that a key is in.
     *
     * @param key the event's key
     * @return an encoded EpisodeState, or null where none are open
     */
    public byte[] episode(String key) {
        return status.get(StoredStatus.key(StoredStatus.EPISODE, key));
    }

    /**
     * All keys' latest scores.
     *
     * @param each takes an event's key and its encoded Score record
     */
    public void scores(BiConsumer<String, byte[]> each) {
        StoredStatus.read(status, StoredStatus.SCORE, each);
    }

    /**
     * All keys that are in alarms.
     *
     * @param each takes an event's key and its encoded EpisodeState
     */
    public void episodes(BiConsumer<String, byte[]> each) {
        StoredStatus.read(status, StoredStatus.EPISODE, each);
    }
}
