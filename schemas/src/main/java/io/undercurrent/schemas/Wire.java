package io.undercurrent.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Encodes and decodes one record type in Avro's single-object encoding, and reuses its buffers.
 *
 * <p>Reuse makes an instance cheap in the hot path, but each instance may be used by one thread
 * only.
 *
 * @param <T> the record type
 */
public final class Wire<T extends SpecificRecord> {
    static {
        Trust.ours();
    }

    /** Length of the header before the record, in bytes. */
    public static final int HEADER_BYTES = 10;

    private static final byte[] MARKER = {(byte) 0xC3, 1};

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(256);

    /**
     * A codec that reads records written with the given schema, or with an earlier one of ours.
     *
     * @param schema the record type's schema
     */
    public Wire(Schema schema) {
        this(schema, EarlierSchemas.of(schema));
    }

    /**
     * A codec that also reads records written with other, compatible schemas.
     *
     * @param schema the record type's schema, used for writing and as the reader's schema
     * @param writers finds the writer schemas that may occur, by fingerprint
     */
    public Wire(Schema schema, SchemaStore writers) {
        SpecificData data = SpecificData.get();
        encoder = new BinaryMessageEncoder<>(data, schema, false);
        decoder = new BinaryMessageDecoder<>(data, schema, writers);
    }

    /**
     * Encodes a record.
     *
     * @param message the record; every required field must be set
     * @return a new array: marker, fingerprint and body
     */
    public byte[] encode(T message) {
        try {
            buffer.reset();
            encoder.encode(message, buffer);
            return buffer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to a byte array cannot fail
        }
    }

    /**
     * Decodes a record.
     *
     * @param bytes marker, fingerprint and body
     * @return a new record
     * @throws IOException if the bytes end early
     * @throws org.apache.avro.message.BadHeaderException if the marker is missing
     * @throws org.apache.avro.message.MissingSchemaException if the fingerprint is unknown
     */
    public T decode(byte[] bytes) throws IOException {
        return decoder.decode(bytes, null);
    }

    /**
     * The header before a record of a schema.
     *
     * @param schema any schema
     * @return two marker bytes, then CRC-64-AVRO with its lowest byte first
     */
    public static byte[] header(Schema schema) {
        long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MARKER)
                .putLong(fingerprint)
                .array();
    }

    /**
     * A schema's fingerprint, as in the wire format and in the record's schema header.
     *
     * @param schema any schema
     * @return CRC-64-AVRO of its canonical form, as 16 hex digits
     */
    public static String fingerprint(Schema schema) {
        return HexFormat.of().toHexDigits(SchemaNormalization.parsingFingerprint64(schema));
    }
}
