package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.stream.brokers.SourceTopic;
import io.undercurrent.stream.scoring.ModelIdentity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a partition's memories say of themselves, among them in their stores: the format of the
 * stores, which weights the slabs belong to, and whether every key has its timer.
 */
final class StateMark {
    /** Raised with every change of what the stores hold and under which keys. */
    static final int FORMAT = 1;

    static final Bytes FORMAT_KEY = StoreKeys.mark(StoredMemories.FORMAT);
    static final Bytes MODEL_KEY = StoreKeys.mark(StoredMemories.MODEL);

    static final Bytes SOURCE_KEY = StoreKeys.mark(StoredMemories.SOURCE);

    /** Before every timer, whose keys are longer. It lies among them, to be lost with them. */
    private static final Bytes TIMERS_KEY = Bytes.wrap(new byte[1]);

    private static final byte[] YES = {1};

    private final KeyValueStore<Bytes, byte[]> slabs;
    private final KeyValueStore<Bytes, byte[]> timers;

    StateMark(KeyValueStore<Bytes, byte[]> slabs, KeyValueStore<Bytes, byte[]> timers) {
        this.slabs = slabs;
        this.timers = timers;
    }

    /**
     * Compares with this application's model.
     *
     * @return what becomes of the memories, where they are not this model's
     * @throws IllegalStateException where a later version wrote the stores
     * @throws io.undercurrent.stream.scoring.ModelMismatchException where the memories mean nothing
     *     to this model
     */
    Optional<String> check(ModelIdentity identity) {
        byte[] format = slabs.get(FORMAT_KEY);
        byte[] model = slabs.get(MODEL_KEY);
        if (format == null || model == null) {
            return Optional.empty(); // nothing was written yet
        }
        checkFormat(new String(format, UTF_8));
        return identity.check(
                new String(model, UTF_8),
                "the changelog",
                "start anew under another source.group-id");
    }

    /**
     * Compares with the topic that is read.
     *
     * @throws SourceTopicException where another topic of its name has built the memories
     */
    void checkSource(SourceTopic topic) {
        byte[] known = slabs.get(SOURCE_KEY);
        if (known != null) { // else an earlier version wrote them, which take this topic on
            topic.difference(
                            SourceTopic.parse(new String(known, UTF_8)),
                            "the changelog",
                            SourceTopicException.INSTEAD)
                    .ifPresent(
                            difference -> {
                                throw new SourceTopicException(difference);
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

    /** Whether every key with a slab has a timer. */
    boolean hasTimers() {
        return timers.get(TIMERS_KEY) != null;
    }

    /** Writes what is not so yet. */
    void write(ModelIdentity identity, boolean hasTimers) {
        write(slabs, FORMAT_KEY, format().getBytes(UTF_8));
        write(slabs, MODEL_KEY, identity.toString().getBytes(UTF_8));
        write(timers, TIMERS_KEY, hasTimers ? YES : null);
    }

    private static void write(KeyValueStore<Bytes, byte[]> store, Bytes key, byte[] value) {
        if (!Arrays.equals(store.get(key), value)) {
            store.put(key, value);
        }
    }
}
