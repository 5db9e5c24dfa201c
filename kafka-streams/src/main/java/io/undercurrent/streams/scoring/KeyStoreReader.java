package io.undercurrent.streams.scoring;

import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads each key's entries from an instance's stores for queries: encoded, as of the latest commit.
 * Scoring threads write at the same time, so several calls for one key may see different commits.
 */
public final class KeyStoreReader {
    /** The store of the key states. */
    public static final String SLABS = Stores.SLABS;

    /** The store of each key's latest results. */
    public static final String STATUS = Stores.STATUS;

    private final ReadOnlyKeyValueStore<Bytes, byte[]> slabs;
    private final ReadOnlyKeyValueStore<Bytes, byte[]> status;

    /**
     * Creates a reader of two stores.
     *
     * @param slabs {@link #SLABS}
     * @param status {@link #STATUS}
     */
    public KeyStoreReader(
            ReadOnlyKeyValueStore<Bytes, byte[]> slabs,
            ReadOnlyKeyValueStore<Bytes, byte[]> status) {
        this.slabs = slabs;
        this.status = status;
    }

    /**
     * A key's state.
     *
     * @param key the event's key
     * @return an encoded slab, or null if there is none
     */
    public byte[] slab(String key) {
        return slabs.get(StoreKeys.of(key));
    }

    /**
     * A key's latest score.
     *
     * @param key the event's key
     * @return an encoded Score record, or null if there is none
     */
    public byte[] score(String key) {
        return status.get(LatestResults.key(LatestResults.SCORE, key));
    }

    /**
     * A key's latest forecast.
     *
     * @param key the event's key
     * @return an encoded Forecast record, or null if there is none
     */
    public byte[] forecast(String key) {
        return status.get(LatestResults.key(LatestResults.FORECAST, key));
    }

    /**
     * A key's open episode.
     *
     * @param key the event's key
     * @return an encoded {@code EpisodeCodec.Open}, or null if the key has no open episode
     */
    public byte[] episode(String key) {
        return status.get(LatestResults.key(LatestResults.EPISODE, key));
    }

    /**
     * Passes on the latest score of every key.
     *
     * @param each receives an event's key and its encoded Score record
     */
    public void scores(BiConsumer<String, byte[]> each) {
        LatestResults.read(status, LatestResults.SCORE, each);
    }

    /**
     * Passes on the open episode of every key that has one.
     *
     * @param each receives an event's key and its encoded {@code EpisodeCodec.Open}
     */
    public void episodes(BiConsumer<String, byte[]> each) {
        LatestResults.read(status, LatestResults.EPISODE, each);
    }
}
