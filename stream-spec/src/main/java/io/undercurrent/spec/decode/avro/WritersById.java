package io.undercurrent.spec.decode.avro;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.registry.ConfluentFrame;
import io.undercurrent.spec.avro.AvroCompatibility;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Reads the header of Confluent's wire format: a zero byte and the schema's id in a registry. A
 * schema is compared with the reader's when its first record comes, because it may not have existed
 * at start.
 */
final class WritersById implements AvroWriters {
    private static final int NONE = 0; // no registry's id

    private final Schema reader;
    private final String readerName;
    private final SchemasById schemas;
    private final Map<Integer, Compared> writers = new HashMap<>();

    // The previous record's schema, nearly always that of the next too; it saves boxing the key.
    private int lastId = NONE;
    private Compared last;

    /**
     * The result of comparing a writer's schema.
     *
     * @param writer null if it cannot be read
     * @param problem why it cannot be read; null if it can
     */
    private record Compared(AvroWriter writer, String problem) {}

    WritersById(Schema reader, String readerName, SchemasById schemas) {
        this.reader = reader;
        this.readerName = readerName;
        this.schemas = schemas;
    }

    @Override
    public int headerBytes() {
        return ConfluentFrame.BYTES;
    }

    @Override
    public AvroWriter writer(byte[] value) throws BadRecordException {
        if (!ConfluentFrame.isFramed(value)) {
            throw Faults.undecodable(
                    "the value does not begin with 00 and a schema's id (source.avro.encoding ="
                            + " confluent), but with "
                            + Details.hex(value));
        }
        int id = ConfluentFrame.id(value);
        if (id != lastId || last == null) {
            Compared writer = writers.get(id);
            if (writer == null) {
                writer = compared(id, schemas.get(id));
                writers.put(id, writer);
            }
            lastId = id;
            last = writer;
        }
        if (last.writer == null) {
            throw new BadRecordException(DeadLetterReason.UNKNOWN_SCHEMA, last.problem);
        }
        return last.writer;
    }

    private Compared compared(int id, Schema schema) {
        String name = schema.getFullName() + " (id " + id + ")";
        Optional<String> problem = AvroCompatibility.problem(reader, readerName, schema, name);
        if (problem.isPresent()) {
            return new Compared(null, Details.line(problem.get()));
        }
        try {
            return new Compared(AvroWriter.of(schema, reader), null);
        } catch (IOException | RuntimeException e) {
            return new Compared(
                    null, Details.line(name + " does not resolve to " + readerName + ": " + e));
        }
    }
}
