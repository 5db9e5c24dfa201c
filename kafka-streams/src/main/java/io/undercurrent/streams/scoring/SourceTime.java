package io.undercurrent.streams.scoring;

import io.undercurrent.stream.brokers.OutputLimits;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Extracts a record's Kafka timestamp. Kafka Streams drops records without a timestamp, and it
 * writes the timestamp to the repartition topic and the changelogs, whose brokers may reject it. In
 * both cases the record gets another timestamp, and a header keeps the original one, so that the
 * record is treated as in Flink.
 */
final class SourceTime implements TimestampExtractor {
    private static final String NONE = "undercurrent.no-timestamp";
    private static final String OTHER = "undercurrent.timestamp";
    private static final byte[] YES = {1};

    private final Supplier<OutputLimits> limits;

    /** Creates an extractor that knows which timestamps the topics accept. */
    SourceTime(Supplier<OutputLimits> limits) {
        this.limits = limits;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long own = record.timestamp();
        Headers headers = record.headers();
        headers.remove(NONE); // only we may set them: anybody may write to the source
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

    /** The timestamp that a record had at the source; negative if it had none. */
    static long of(long timestamp, Headers headers) {
        if (headers.lastHeader(NONE) != null) {
            return -1;
        }
        Header other = headers.lastHeader(OTHER);
        return other != null && other.value() != null && other.value().length == Long.BYTES
                ? ByteBuffer.wrap(other.value()).getLong()
                : timestamp;
    }

    /** Copies the headers that keep the original timestamp. */
    static void copy(Headers from, Headers to) {
        for (String name : new String[] {NONE, OTHER}) {
            Header header = from.lastHeader(name);
            if (header != null) {
                to.add(header);
            }
        }
    }
}
