package io.undercurrent.streams.scoring;

import io.undercurrent.stream.brokers.OutputLimits;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's Kafka timestamp. Kafka Streams drops records that have none, and writes the timestamp
 * to repartition topic and changelogs, which may refuse it. Such records get another one, and a
 * header with what they had at the source; then they are scored, or not, as in Flink.
 */
final class SourceTime implements TimestampExtractor {
    private static final String NONE = "undercurrent.no-timestamp";
    private static final String OTHER = "undercurrent.timestamp";
    private static final byte[] YES = {1};

    private final Supplier<OutputLimits> limits;

    /** Knows what topics take. */
    SourceTime(Supplier<OutputLimits> limits) {
        this.limits = limits;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long own = record.timestamp();
        Headers headers = record.headers();
        headers.remove(NONE); // ours alone: anybody may write to the source
        headers.remove(OTHER);
        if (own >= 0 && limits.get().takesTime(own)) {
            return own;
        }
        if (own < 0) {
            headers.add(NONE, YES);
            return limits.get().takesTime(0) ? 0 : System.currentTimeMillis();
        }
        headers.add(OTHER, ByteBuffer.allocate(Long.BYTES).putLong(own).array());
        return System.currentTimeMillis();
    }

    /** The timestamp that a record had at the source; negative where it had none. */
    static long of(long timestamp, Headers headers) {
        if (headers.lastHeader(NONE) != null) {
            return -1;
        }
        Header other = headers.lastHeader(OTHER);
        return other != null && other.value() != null && other.value().length == Long.BYTES
                ? ByteBuffer.wrap(other.value()).getLong()
                : timestamp;
    }

    /** Takes along what the record had at the source. */
    static void copy(Headers from, Headers to) {
        for (String name : new String[] {NONE, OTHER}) {
            Header header = from.lastHeader(name);
            if (header != null) {
                to.add(header);
            }
        }
    }
}
