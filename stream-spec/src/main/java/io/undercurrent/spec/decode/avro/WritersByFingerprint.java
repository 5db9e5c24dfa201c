package io.undercurrent.spec.decode.avro;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Reads the header of Avro's single-object encoding: two marker bytes and the fingerprint of a
 * declared schema.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro
 *     1.12 specification, single-object encoding</a>
 */
final class WritersByFingerprint implements AvroWriters {
    private static final int HEADER_BYTES = 10;

    private final Map<Long, AvroWriter> writers = new HashMap<>();
    private final Schema own;

    // The previous record's schema, nearly always that of the next too; it saves boxing the key.
    private long lastFingerprint;
    private AvroWriter lastWriter;

    /**
     * Writers of one stream.
     *
     * @param own the schema whose writers need not be declared
     * @param reader the schema to read with: {@code own}, or {@code own} reduced to the declared
     *     paths
     * @param writers further writer schemas, as JSON
     */
    WritersByFingerprint(Schema own, Schema reader, List<String> writers) {
        this.own = own;
        try {
            add(own, reader);
            for (String writer : writers) {
                add(new Schema.Parser().parse(writer), reader);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("a writer schema does not resolve", e);
        }
    }

    private void add(Schema writer, Schema reader) throws IOException {
        lastFingerprint = SchemaNormalization.parsingFingerprint64(writer);
        lastWriter = AvroWriter.of(writer, reader);
        writers.put(lastFingerprint, lastWriter);
    }

    @Override
    public int headerBytes() {
        return HEADER_BYTES;
    }

    @Override
    public AvroWriter writer(byte[] value) throws BadRecordException {
        if (value.length < HEADER_BYTES || value[0] != (byte) 0xC3 || value[1] != 0x01) {
            throw Faults.undecodable(
                    "the value does not begin with c301 and a schema's fingerprint (Avro"
                            + " single-object encoding), but with "
                            + Details.hex(value));
        }
        long fingerprint = 0;
        for (int i = HEADER_BYTES - 1; i >= 2; i--) {
            fingerprint = fingerprint << 8 | (value[i] & 0xFF);
        }
        if (fingerprint != lastFingerprint) {
            AvroWriter writer = writers.get(fingerprint);
            if (writer == null) {
                throw new BadRecordException(
                        DeadLetterReason.UNKNOWN_SCHEMA,
                        "no schema with fingerprint "
                                + HexFormat.of().toHexDigits(fingerprint)
                                + " is known ("
                                + own.getName()
                                + "'s is "
                                + Wire.fingerprint(own)
                                + "); add the writer's schema to source.avro.schemas");
            }
            lastFingerprint = fingerprint;
            lastWriter = writer;
        }
        return lastWriter;
    }
}
