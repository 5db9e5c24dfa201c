package io.undercurrent.spec.decode;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.util.Utf8;

/**
 * Reads an Event in Avro's single-object encoding, written with our schema or a declared other one.
 *
 * <p>It takes the fields straight from Avro's resolving decoder, so an event costs its key, its
 * array and little else. Avro's own BinaryMessageDecoder is not used: it reads from a stream, does
 * not know how much is left, and so allocates whatever length a corrupt record claims, up to 2 GB.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro
 *     1.12 specification, single-object encoding</a>
 */
final class AvroDecoder implements ValueDecoder {
    private static final int HEADER_BYTES = 10;
    private static final Schema READER = Event.getClassSchema();
    private static final int KEY = READER.getField("key").pos();
    private static final int TIME = READER.getField("time").pos();

    private final Map<Long, ResolvingDecoder> resolvers = new HashMap<>();
    private final AvroValues values;
    private final Utf8Text utf8 = new Utf8Text();
    private Utf8 keyBytes = new Utf8();
    private BinaryDecoder body;

    // What the record now being read holds.
    private String key;
    private long time;
    private double[] observed;

    // The schema of the record before, nearly always that of the next: saves boxing the key.
    private long lastFingerprint;
    private ResolvingDecoder lastResolver;

    /**
     * A decoder for one thread.
     *
     * @param fields the value fields, in the order of the events' values
     * @param writers further writer schemas, as JSON
     */
    AvroDecoder(List<String> fields, List<String> writers) {
        values = new AvroValues(fields);
        try {
            add(READER);
            for (String writer : writers) {
                add(new Schema.Parser().parse(writer));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("a writer schema does not resolve to Event", e);
        }
    }

    private void add(Schema writer) throws IOException {
        lastFingerprint = SchemaNormalization.parsingFingerprint64(writer);
        lastResolver = DecoderFactory.get().resolvingDecoder(writer, READER, null);
        resolvers.put(lastFingerprint, lastResolver);
    }

    @Override
    public DecodedEvent decode(String recordKey, byte[] value) throws BadRecordException {
        ResolvingDecoder resolver = resolver(value);
        int length = value.length - HEADER_BYTES;
        body = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, length, body);
        try {
            resolver.configure(body);
            read(resolver, recordKey == null);
        } catch (IOException | RuntimeException e) {
            // Avro meets a body that is not what its schema says with either, of many kinds.
            throw Faults.undecodable("the body does not fit its schema: " + e);
        }
        String eventKey = recordKey == null ? key : recordKey;
        if (eventKey.isEmpty()) {
            throw Faults.missingKey("key");
        }
        values.check(observed);
        return new DecodedEvent(eventKey, TimeFormat.inRange("time", time), observed);
    }

    private void read(ResolvingDecoder in, boolean withKey) throws IOException {
        for (Schema.Field field : in.readFieldOrder()) {
            if (field.pos() == TIME) {
                time = in.readLong();
            } else if (field.pos() != KEY) {
                observed = values.read(in);
            } else if (withKey) {
                keyBytes = in.readString(keyBytes);
                key = utf8.decode(keyBytes.getBytes(), 0, keyBytes.getByteLength());
            } else {
                in.skipString();
            }
        }
        in.drain();
        if (!body.isEnd()) {
            throw new IOException("bytes follow the end of the event");
        }
    }

    private ResolvingDecoder resolver(byte[] value) throws BadRecordException {
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
            ResolvingDecoder resolver = resolvers.get(fingerprint);
            if (resolver == null) {
                throw new BadRecordException(
                        DeadLetterReason.UNKNOWN_SCHEMA,
                        "no schema with fingerprint "
                                + HexFormat.of().toHexDigits(fingerprint)
                                + " is known (Event's is "
                                + Wire.fingerprint(READER)
                                + "); add the writer's schema to source.avro.schemas");
            }
            lastFingerprint = fingerprint;
            lastResolver = resolver;
        }
        return lastResolver;
    }
}
