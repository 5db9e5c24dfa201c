package io.undercurrent.spec.decode.avro;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Runs once over a record by its writer's schema, before it is decoded, and refuses it beyond the
 * {@link ElementBudget}. Fields that only the writer has are skipped by Avro itself, without any
 * limit on elements or levels: 29 bytes could keep it busy for 20 seconds.
 *
 * <p>It costs a second pass over the bytes, and only for writers whose own fields hold arrays, maps
 * or recursive types ({@link #isNeeded}). Other fields are bounded by the schema.
 */
final class AvroSkim {
    private final ElementBudget budget = new ElementBudget();
    private BinaryDecoder in;

    /**
     * Tells whether Avro would skip something without limit.
     *
     * @param writer the schema that records were written with
     * @param reader the schema that they are read with
     */
    static boolean isNeeded(Schema writer, Schema reader) {
        return !writer.equals(reader) && skips(writer, reader, new HashSet<>());
    }

    private static boolean skips(Schema writer, Schema reader, Set<String> seen) {
        return switch (writer.getType()) {
            case UNION ->
                    writer.getTypes().stream().anyMatch(branch -> skips(branch, reader, seen));
            case RECORD -> {
                List<Schema> same = branches(reader, writer.getType());
                yield same.isEmpty()
                        ? repeats(writer, new HashSet<>())
                        : same.stream().anyMatch(record -> fields(writer, record, seen));
            }
            case ARRAY -> {
                List<Schema> same = branches(reader, writer.getType());
                yield same.isEmpty()
                        || same.stream()
                                .anyMatch(
                                        array ->
                                                skips(
                                                        writer.getElementType(),
                                                        array.getElementType(),
                                                        seen));
            }
            case MAP -> {
                List<Schema> same = branches(reader, writer.getType());
                yield same.isEmpty()
                        || same.stream()
                                .anyMatch(
                                        map ->
                                                skips(
                                                        writer.getValueType(),
                                                        map.getValueType(),
                                                        seen));
            }
            default -> false;
        };
    }

    private static List<Schema> branches(Schema schema, Schema.Type type) {
        List<Schema> all =
                schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema);
        return all.stream().filter(branch -> branch.getType() == type).toList();
    }

    private static boolean fields(Schema writer, Schema reader, Set<String> seen) {
        if (!seen.add(writer.getFullName() + " " + reader.getFullName())) {
            return false;
        }
        for (Schema.Field field : writer.getFields()) {
            Schema.Field read = reader.getField(field.name());
            boolean skips =
                    read == null
                            ? repeats(field.schema(), new HashSet<>())
                            : skips(field.schema(), read.schema(), seen);
            if (skips) {
                return true;
            }
        }
        return false;
    }

    /** Whether the schema alone does not bound what a value holds. */
    private static boolean repeats(Schema schema, Set<String> open) {
        return switch (schema.getType()) {
            case ARRAY, MAP -> true;
            case UNION -> schema.getTypes().stream().anyMatch(branch -> repeats(branch, open));
            case RECORD -> {
                if (!open.add(schema.getFullName())) {
                    yield true; // it contains itself
                }
                boolean found =
                        schema.getFields().stream()
                                .anyMatch(field -> repeats(field.schema(), open));
                open.remove(schema.getFullName());
                yield found;
            }
            default -> false;
        };
    }

    /**
     * Checks one record.
     *
     * @param writer its schema
     * @param value the message
     * @param from where the record begins
     * @throws IOException if it is beyond the budget, or its bytes end early
     */
    void check(Schema writer, byte[] value, int from) throws IOException {
        int length = value.length - from;
        in = DecoderFactory.get().binaryDecoder(value, from, length, in);
        budget.begin(length);
        skim(writer, 0);
    }

    private void skim(Schema schema, int level) throws IOException {
        ElementBudget.level(level);
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    skim(field.schema(), level + 1);
                }
            }
            case UNION -> {
                int index = in.readIndex();
                List<Schema> types = schema.getTypes();
                if (index < 0 || index >= types.size()) {
                    throw new IOException("no branch " + index + " in a union of " + types.size());
                }
                skim(types.get(index), level + 1);
            }
            case MAP -> {
                for (long n = in.readMapStart(); n != 0; n = in.mapNext()) {
                    budget.take(n);
                    for (long i = 0; i < n; i++) {
                        in.skipString();
                        skim(schema.getValueType(), level + 1);
                    }
                }
            }
            case ARRAY -> {
                for (long n = in.readArrayStart(); n != 0; n = in.arrayNext()) {
                    budget.take(n);
                    for (long i = 0; i < n; i++) {
                        skim(schema.getElementType(), level + 1);
                    }
                }
            }
            case NULL -> in.readNull();
            case BOOLEAN -> in.readBoolean();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case STRING -> in.skipString();
            case BYTES -> in.skipBytes();
            case FIXED -> in.skipFixed(schema.getFixedSize());
            case ENUM -> in.readEnum();
        }
    }
}
