package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that records of a partition were deleted before they were read: a reader that is slower
 * than the topic's retention otherwise continues at the oldest record without a word.
 *
 * <p>Missing offsets alone prove nothing, because transactions and compaction leave them too. So
 * after a gap this asks the brokers where the partition begins; it asks at most once in ten seconds
 * a partition. A record without a gap before it costs one comparison. Not thread-safe; all records
 * of a partition go through one instance in their order.
 */
public final class GapWatch {
    private static final Logger LOG = LoggerFactory.getLogger(GapWatch.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long NONE = -1;

    /** Looks up the first offset that a partition still has. */
    @FunctionalInterface
    interface FirstOffsets {
        /** The offset, or -1 if it cannot be learned now. */
        long of(int partition) throws InterruptedException;
    }

    private final String topic;
    private final FirstOffsets first;
    private final LongSupplier nanos;

    /** By partition: the offset that follows the last record, or -1. */
    private long[] next = {};

    /** By partition: the first offset of the earliest gap that is not explained yet, or -1. */
    private long[] gap = {};

    /** By partition: when the brokers were asked last. */
    private long[] asked = {};

    /**
     * Creates a watch of the source topic.
     *
     * @param spec the stream's declaration, with real brokers named
     */
    public GapWatch(StreamSpec spec) {
        this(spec.source().topic(), partition -> ask(spec, partition), System::nanoTime);
    }

    GapWatch(String topic, FirstOffsets first, LongSupplier nanos) {
        this.topic = topic;
        this.first = first;
        this.nanos = nanos;
    }

    private static long ask(StreamSpec spec, int number) throws InterruptedException {
        TopicPartition partition = new TopicPartition(spec.source().topic(), number);
        try {
            return AdminQueries.ask(
                    spec,
                    admin ->
                            AdminQueries.offsets(
                                            admin,
                                            Set.of(partition),
                                            OffsetSpec.earliest(),
                                            IsolationLevel.READ_UNCOMMITTED)
                                    .get(partition));
        } catch (RuntimeException e) {
            LOG.debug("{}: its beginning cannot be asked now", partition, e);
            return NONE;
        }
    }

    /**
     * Takes note of a record that is about to be used.
     *
     * @param partition its partition
     * @param offset its offset
     * @throws StreamChangedException if records before it were deleted before they were read
     * @throws InterruptedException if the thread is interrupted
     */
    public void read(int partition, long offset) throws InterruptedException {
        if (partition >= next.length) {
            grow(partition);
        }
        long expected = next[partition];
        next[partition] = offset + 1;
        if (offset == expected && gap[partition] == NONE) {
            return;
        }
        if (expected != NONE && offset > expected && gap[partition] == NONE) {
            gap[partition] = expected;
        }
        if (gap[partition] != NONE) {
            explain(partition, offset).ifPresent(GapWatch::end);
        }
    }

    private Optional<String> explain(int partition, long offset) throws InterruptedException {
        long now = nanos.getAsLong();
        if (now - asked[partition] < PAUSE_NANOS) {
            return Optional.empty();
        }
        asked[partition] = now;
        long begin = first.of(partition);
        if (begin == NONE) {
            return Optional.empty();
        }
        long from = gap[partition];
        gap[partition] = NONE;
        if (begin <= from) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "source.topic = %s: records of partition %d from offset %d on were deleted before they were read; the oldest one left is at %d, the next that was read at %d. The stream is slower than the topic's retention: raise its retention.ms or retention.bytes, or job.parallelism, and start again; --accept-gap continues without them",
                        topic,
                        partition,
                        from,
                        begin,
                        offset));
    }

    private static void end(String problem) {
        throw new StreamChangedException(problem);
    }

    private void grow(int partition) {
        int before = next.length;
        int size = Math.max(partition + 1, 2 * before);
        next = Arrays.copyOf(next, size);
        gap = Arrays.copyOf(gap, size);
        asked = Arrays.copyOf(asked, size);
        Arrays.fill(next, before, size, NONE);
        Arrays.fill(gap, before, size, NONE);
        Arrays.fill(asked, before, size, nanos.getAsLong() - PAUSE_NANOS);
    }
}
