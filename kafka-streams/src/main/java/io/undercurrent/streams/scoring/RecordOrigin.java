package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Faults;
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
    private static final int LEAST = Integer.BYTES + Long.BYTES;
    private static final String STRANGER =
            "; a program other than this application wrote to its repartition topic: revoke its permission to write there";

    /** The position of a record that was read from the source. */
    static RecordOrigin of(RecordMetadata metadata, byte[] key) {
        return new RecordOrigin(metadata.topic(), metadata.partition(), metadata.offset(), key);
    }

    void into(Headers headers) {
        byte[] name = topic.getBytes(UTF_8);
        ByteBuffer place = ByteBuffer.allocate(LEAST + name.length);
        headers.add(PLACE, place.putInt(partition).putLong(offset).put(name).array());
        headers.add(KEY, key);
    }

    /**
     * Reads what {@link #into} wrote. Whoever may write to the repartition topic can write anything
     * there, so everything in it is checked.
     *
     * @param source the source topic
     * @throws BadRecordException if this application did not write the record
     */
    static RecordOrigin from(Headers headers, String source) throws BadRecordException {
        byte[] bytes = value(headers, PLACE);
        byte[] name = source.getBytes(UTF_8);
        if (bytes.length != LEAST + name.length) {
            throw forged(bytes.length + " bytes", source);
        }
        ByteBuffer place = ByteBuffer.wrap(bytes);
        int partition = place.getInt();
        long offset = place.getLong();
        boolean ofSource = place.equals(ByteBuffer.wrap(name));
        if (!ofSource || partition < 0 || offset < 0) {
            String topic = ofSource ? source : "another topic";
            throw forged(topic + ", partition " + partition + ", offset " + offset, source);
        }
        Header key = headers.lastHeader(KEY);
        if (key == null) {
            throw Faults.undecodable("header " + KEY + " is missing" + STRANGER);
        }
        return new RecordOrigin(source, partition, offset, key.value());
    }

    private static byte[] value(Headers headers, String name) throws BadRecordException {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw Faults.undecodable("header " + name + " is missing" + STRANGER);
        }
        return header.value();
    }

    private static BadRecordException forged(String found, String source) {
        return Faults.undecodable(
                "header "
                        + PLACE
                        + " names "
                        + found
                        + ": allowed are topic "
                        + source
                        + ", partition and offset from 0 on"
                        + STRANGER);
    }
}
