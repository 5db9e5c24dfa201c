package io.undercurrent.spec.decode.avro;

import io.undercurrent.spec.avro.AvroReader;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.event.ValueDecoder;
import io.undercurrent.spec.option.SourceOptions;
import java.io.IOException;
import org.apache.avro.Schema;
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
public final class AvroDecoder implements ValueDecoder {
    private final AvroWriters writers;
    private final AvroBody body;
    private final AvroSkim skim = new AvroSkim();
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

    /**
     * A new decoder for one thread.
     *
     * @param source the stream's source, validated, of format avro
     * @param schemas its schemas
     * @param byId provides the schemas for a registry's ids
     * @return a decoder of values
     */
    public static ValueDecoder of(SourceOptions source, SourceSchemas schemas, SchemasById byId) {
        Schema reader = AvroReader.schema(source, schemas);
        AvroWriters writers =
                source.usesRegistry()
                        ? new WritersById(reader, AvroReader.name(source, schemas), byId)
                        : new WritersByFingerprint(
                                AvroReader.own(source, schemas), reader, schemas.writers());
        AvroBody body =
                source.isEvent()
                        ? new AvroEventBody(source.fields())
                        : new AvroRecordBody(reader, source);
        return new AvroDecoder(writers, body);
    }

    @Override
    public DecodedEvent decode(String recordKey, byte[] value) throws BadRecordException {
        AvroWriter writer = writers.writer(value);
        ResolvingDecoder resolver = writer.resolver();
        int from = writers.headerBytes();
        int length = value.length - from;
        bytes = DecoderFactory.get().binaryDecoder(value, from, length, bytes);
        try {
            if (writer.skimmed() != null) {
                skim.check(writer.skimmed(), value, from);
            }
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
