package io.undercurrent.spec.decode;

import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/**
 * Decodes an Avro record, independent of the header before it and of what its fields become.
 *
 * <p>The fields are taken straight from Avro's resolving decoder. Avro's own BinaryMessageDecoder
 * is not used: it reads from a stream, does not know how much is left, and so allocates whatever
 * length a corrupt record claims, up to 2 GB.
 */
final class AvroDecoder implements ValueDecoder {
    private final AvroWriters writers;
    private final AvroBody body;
    private BinaryDecoder bytes;

    /**
     * A decoder for one thread.
     *
     * @param writers read the header and find the writer's schema
     * @param body turns the fields into an event
     */
    AvroDecoder(AvroWriters writers, AvroBody body) {
        this.writers = writers;
        this.body = body;
    }

    @Override
    public DecodedEvent decode(String recordKey, byte[] value) throws BadRecordException {
        ResolvingDecoder resolver = writers.resolver(value);
        int from = writers.headerBytes();
        int length = value.length - from;
        bytes = DecoderFactory.get().binaryDecoder(value, from, length, bytes);
        try {
            resolver.configure(bytes);
            body.read(resolver, recordKey, length);
            resolver.drain();
            if (!bytes.isEnd()) {
                throw new IOException("bytes follow the end of the event");
            }
        } catch (IOException | RuntimeException e) {
            // If a body does not fit its schema, Avro throws either of them, of many kinds.
            throw Faults.undecodable("the body does not fit its schema: " + e);
        }
        return body.event();
    }
}
