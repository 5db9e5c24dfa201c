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

/** Writes records of one schema with its id before them. Reuses its buffers: for one thread. */
public final class ConfluentEncoder {
    private final byte[] header;
    private final GenericDatumWriter<IndexedRecord> writer;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(256);
    private BinaryEncoder encoder;

    /**
     * An encoder of a registered schema.
     *
     * @param schema the schema
     * @param id what the registry calls it
     */
    public ConfluentEncoder(Schema schema, int id) {
        header = ConfluentFrame.header(id);
        writer = new GenericDatumWriter<>(schema, new GenericData());
    }

    /**
     * Registers a schema, where it is not yet, and encodes with the id that came back.
     *
     * @param registry the registry
     * @param subject such as {@code sensors-value} for the values of the topic sensors
     * @param schema the schema
     * @return a new encoder
     * @throws RegistryException where the registry refuses it or gives no answer
     */
    public static ConfluentEncoder register(SchemaRegistry registry, String subject, Schema schema)
            throws RegistryException {
        return new ConfluentEncoder(schema, registry.register(subject, schema));
    }

    /**
     * The record as bytes of its own.
     *
     * @param message a record of the encoder's schema; logical types as their plain numbers
     * @return a zero byte, the id, the record
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
            throw new UncheckedIOException(e); // a byte array never fails
        }
    }
}
