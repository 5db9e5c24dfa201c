package io.undercurrent.schemas.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Encodes records of one schema and puts its id before them. It reuses its buffers, so each
 * instance serves one thread.
 */
public final class ConfluentEncoder {
    private final byte[] header;
    private final GenericDatumWriter<IndexedRecord> writer;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(256);
    private BinaryEncoder encoder;

    /**
     * An encoder for a registered schema.
     *
     * @param schema the schema
     * @param id the schema's id in the registry
     */
    public ConfluentEncoder(Schema schema, int id) {
        header = ConfluentFrame.header(id);
        writer = new GenericDatumWriter<>(schema, new GenericData());
    }

    /**
     * Registers a schema, if it is not registered yet, and creates an encoder with the id that the
     * registry returns.
     *
     * @param registry the registry
     * @param subject such as {@code sensors-value} for the values of the topic sensors
     * @param schema the schema
     * @return a new encoder
     * @throws RegistryException if the registry refuses the schema or does not answer
     */
    public static ConfluentEncoder register(SchemaRegistry registry, String subject, Schema schema)
            throws RegistryException {
        return new ConfluentEncoder(schema, registry.register(subject, schema));
    }

    /**
     * Encodes a record.
     *
     * @param message a record of the encoder's schema; values of logical types must be plain
     *     numbers
     * @return a new array: a zero byte, the id, the record
     */
    public byte[] encode(IndexedRecord message) {
        try {
            buffer.reset();
            buffer.writeBytes(header);
            encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
            writer.write(message, encoder);
            encoder.flush();
            return buffer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to a byte array cannot fail
        }
    }
}
