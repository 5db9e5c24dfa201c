package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.stream.brokers.SourceTopic;
import io.undercurrent.stream.brokers.StreamChangedException;
import io.undercurrent.stream.scoring.ModelIdentity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Reads and writes the marks of one partition's stores, which are entries next to the key states:
 * the format of the stores, the model and the source topic that the slabs belong to, and whether
 * every key has a timer for expiry, for silences.
 */
final class StateMark {
    /** Must be increased with every change of the stores' keys or values. */
    static final int FORMAT = 1;

    static final Bytes FORMAT_KEY = StoreKeys.mark(ChangelogEntries.FORMAT);
    static final Bytes MODEL_KEY = StoreKeys.mark(ChangelogEntries.MODEL);

    static final Bytes SOURCE_KEY = StoreKeys.mark(ChangelogEntries.SOURCE);

    /**
     * Sorts before every timer, because timers have longer keys. It is in the timers' store, so
     * that it is lost if the timers are lost.
     */
    private static final Bytes TIMERS_KEY = Bytes.wrap(new byte[1]);

    /** Sorts before every timer too. */
    private static final Bytes SILENCES_KEY = Bytes.wrap(new byte[2]);

    private static final byte[] YES = {1};

    private final KeyValueStore<Bytes, byte[]> slabs;
    private final KeyValueStore<Bytes, byte[]> timers;

    StateMark(KeyValueStore<Bytes, byte[]> slabs, KeyValueStore<Bytes, byte[]> timers) {
        this.slabs = slabs;
        this.timers = timers;
    }

    /**
     * Compares the stores' format and model with this application's.
     *
     * @return a warning about what happens to the key states if another model built them; empty if
     *     there is nothing to say
     * @throws IllegalStateException if a later version wrote the stores
     * @throws io.undercurrent.stream.scoring.ModelMismatchException if this model cannot use the
     *     key states
     */
    Optional<String> check(ModelIdentity identity) {
        byte[] format = slabs.get(FORMAT_KEY);
        byte[] model = slabs.get(MODEL_KEY);
        if (format == null || model == null) {
            return Optional.empty(); // nothing was written yet
        }
        checkFormat(new String(format, UTF_8));
        return identity.check(
                new String(model, UTF_8), "the changelog", "start under another source.group-id");
    }

    /**
     * Compares the topic that built the key states with the topic that is read.
     *
     * @throws StreamChangedException if another topic of the same name built the key states
     */
    void checkSource(SourceTopic topic) {
        byte[] known = slabs.get(SOURCE_KEY);
        if (known != null) { // null: an earlier version wrote them; this topic is adopted
            topic.difference(
                            SourceTopic.parse(new String(known, UTF_8)),
                            "the changelog",
                            SourceTopic.ADVICE)
                    .ifPresent(
                            difference -> {
                                throw new StreamChangedException(difference);
                            });
        }
    }

    void writeSource(SourceTopic topic) {
        write(slabs, SOURCE_KEY, topic.toString().getBytes(UTF_8));
    }

    static void checkFormat(String found) {
        if (!found.equals(format())) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "the changelog has stores of format %s, this version reads %d: run the version that wrote them, or a newer one",
                            found,
                            FORMAT));
        }
    }

    static String format() {
        return String.valueOf(FORMAT);
    }

    /**
     * Whether every key with a slab has the timers that it needs. Those that look for silences fire
     * early enough for expiry too.
     */
    boolean hasTimers(boolean expires, boolean watchesSilence) {
        return watchesSilence
                ? timers.get(SILENCES_KEY) != null
                : !expires || timers.get(TIMERS_KEY) != null;
    }

    /** Writes the marks that differ from what the stores hold. */
    void write(ModelIdentity identity, boolean expires, boolean watchesSilence) {
        write(slabs, FORMAT_KEY, format().getBytes(UTF_8));
        write(slabs, MODEL_KEY, identity.toString().getBytes(UTF_8));
        write(timers, TIMERS_KEY, expires ? YES : null);
        write(timers, SILENCES_KEY, watchesSilence ? YES : null);
    }

    private static void write(KeyValueStore<Bytes, byte[]> store, Bytes key, byte[] value) {
        if (!Arrays.equals(store.get(key), value)) {
            store.put(key, value);
        }
    }
}
