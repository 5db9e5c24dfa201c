package io.undercurrent.spec.avro;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Judges a schema before it is used. Avro builds a parser from it that repeats a named type at each
 * place where it is used, so thirty records that each name the next one twice take more than a
 * heap; and it walks nested types on the stack.
 */
final class SchemaBounds {
    /** A record of 20,000 fields has as many parts; each takes about 100 bytes of a parser. */
    static final int MAX_PARTS = 200_000;

    static final int MAX_LEVELS = 200;

    /** No Kafka record has so many bytes. */
    static final int MAX_FIXED_BYTES = 64 << 20;

    private final Map<String, Long> named = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private String problem;

    private SchemaBounds() {}

    /**
     * Finds out why a schema cannot be used.
     *
     * @param schema a schema from a registry or a file
     * @return a clause about it; empty if it is within the bounds
     */
    static Optional<String> problem(Schema schema) {
        SchemaBounds bounds = new SchemaBounds();
        long parts = bounds.parts(schema, 0);
        if (bounds.problem == null && parts > MAX_PARTS) {
            bounds.problem =
                    String.format(
                            Locale.ROOT,
                            "its schema has more than %d parts, counting a type at each place that names it",
                            MAX_PARTS);
        }
        return Optional.ofNullable(bounds.problem);
    }

    /** The number of parts after unfolding; stops to count far beyond the bound. */
    private long parts(Schema schema, int level) {
        if (level > MAX_LEVELS) {
            problem =
                    String.format(
                            Locale.ROOT, "its schema nests deeper than %d levels", MAX_LEVELS);
            return 1;
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, level);
            case UNION -> {
                long sum = 1;
                for (Schema branch : schema.getTypes()) {
                    sum = bounded(sum + parts(branch, level + 1));
                }
                yield sum;
            }
            case ARRAY -> 1 + parts(schema.getElementType(), level + 1);
            case MAP -> 1 + parts(schema.getValueType(), level + 1);
            case FIXED -> {
                if (schema.getFixedSize() > MAX_FIXED_BYTES) {
                    problem =
                            String.format(
                                    Locale.ROOT,
                                    "its schema has a fixed of %d bytes; allowed are up to %d",
                                    schema.getFixedSize(),
                                    MAX_FIXED_BYTES);
                }
                yield 1;
            }
            default -> 1;
        };
    }

    private long record(Schema record, int level) {
        String name = record.getFullName();
        Long known = named.get(name);
        if (known != null) {
            return known;
        }
        if (!open.add(name)) {
            return 1; // a recursive type refers to itself once
        }
        long sum = 1;
        for (Schema.Field field : record.getFields()) {
            sum = bounded(sum + parts(field.schema(), level + 1));
        }
        open.remove(name);
        named.put(name, sum);
        return sum;
    }

    private static long bounded(long sum) {
        return Math.min(sum, Integer.MAX_VALUE);
    }
}
