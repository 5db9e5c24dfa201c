package io.undercurrent.streams.scoring;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's Kafka timestamp. Kafka Streams drops records that have none, so they get 0 and a
 * header that says so; then they are scored as in Flink.
 */
final class SourceTime implements TimestampExtractor {
    private static final String NONE = "undercurrent.no-timestamp";
    private static final byte[] YES = {1};

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        if (record.timestamp() >= 0) {
            return record.timestamp();
        }
        record.headers().add(NONE, YES);
        return 0;
    }

    /** The timestamp that a record had at the source; negative where it had none. */
    static long of(long timestamp, Headers headers) {
        return timestamp == 0 && headers.lastHeader(NONE) != null ? -1 : timestamp;
    }

    /** Takes the sign that there is none along. */
    static void copy(Headers from, Headers to) {
        if (from.lastHeader(NONE) != null) {
            to.add(NONE, YES);
        }
    }
}
