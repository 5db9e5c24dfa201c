package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Where a source record came from, as it travels through a repartition topic in a header: ids of
 * results and the order of dead letters go by the source, not by that topic.
 *
 * @param topic the source topic
 * @param partition the source partition
 * @param offset the source offset
 * @param key the source record's own key, or null
 */
// One object a record; nothing compares places.
@SuppressWarnings("ArrayRecordComponent")
record Place(String topic, int partition, long offset, byte[] key) {
    private static final String PLACE = "undercurrent.place";
    private static final String KEY = "undercurrent.key";

    /** The place of a record as it was read. */
    static Place of(RecordMetadata metadata, byte[] key) {
        return new Place(metadata.topic(), metadata.partition(), metadata.offset(), key);
    }

    void into(Headers headers) {
        byte[] name = topic.getBytes(UTF_8);
        ByteBuffer place = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + name.length);
        headers.add(PLACE, place.putInt(partition).putLong(offset).put(name).array());
        headers.add(KEY, key);
    }

    /** What {@link #into} wrote; behind a topic that is neither source nor ours its own place. */
    static Place from(Headers headers, RecordMetadata metadata, byte[] key) {
        Header header = headers.lastHeader(PLACE);
        if (header == null) {
            return of(metadata, key);
        }
        ByteBuffer place = ByteBuffer.wrap(header.value());
        int partition = place.getInt();
        long offset = place.getLong();
        String topic = UTF_8.decode(place).toString();
        return new Place(topic, partition, offset, headers.lastHeader(KEY).value());
    }
}
