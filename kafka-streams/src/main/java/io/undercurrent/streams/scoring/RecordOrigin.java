package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The position and key of a source record, carried through the repartition topic in headers: the
 * ids of results and the order of dead letters refer to the source, not to the repartition topic.
 *
 * @param topic the source topic
 * @param partition the source partition
 * @param offset the source offset
 * @param key the source record's key, or null
 */
// One object is created per record, and nothing compares them.
@SuppressWarnings("ArrayRecordComponent")
record RecordOrigin(String topic, int partition, long offset, byte[] key) {
    private static final String PLACE = "undercurrent.place";
    private static final String KEY = "undercurrent.key";

    /** The position of a record that was read from the source. */
    static RecordOrigin of(RecordMetadata metadata, byte[] key) {
        return new RecordOrigin(metadata.topic(), metadata.partition(), metadata.offset(), key);
    }

    void into(Headers headers) {
        byte[] name = topic.getBytes(UTF_8);
        ByteBuffer place = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + name.length);
        headers.add(PLACE, place.putInt(partition).putLong(offset).put(name).array());
        headers.add(KEY, key);
    }

    /**
     * Reads what {@link #into} wrote. A record without these headers, from a topic that is neither
     * the source nor our repartition topic, gets its own position.
     */
    static RecordOrigin from(Headers headers, RecordMetadata metadata, byte[] key) {
        Header header = headers.lastHeader(PLACE);
        if (header == null) {
            return of(metadata, key);
        }
        ByteBuffer place = ByteBuffer.wrap(header.value());
        int partition = place.getInt();
        long offset = place.getLong();
        String topic = UTF_8.decode(place).toString();
        return new RecordOrigin(topic, partition, offset, headers.lastHeader(KEY).value());
    }
}
