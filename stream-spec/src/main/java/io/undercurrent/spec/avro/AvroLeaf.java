package io.undercurrent.spec.avro;

import io.undercurrent.spec.option.OptionTypes;
import io.undercurrent.spec.option.TimeOptions.Unit;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Decides which Avro types a field may have, by its role. */
public final class AvroLeaf {
    private static final Set<String> TIMES =
            Set.of(
                    "timestamp-millis",
                    "timestamp-micros",
                    "timestamp-nanos",
                    "local-timestamp-millis",
                    "local-timestamp-micros",
                    "local-timestamp-nanos",
                    "date");

    private AvroLeaf() {}

    /**
     * The logical type that makes a number a time, regardless of source.time.unit.
     *
     * @param schema not a union
     * @return such as {@code timestamp-millis}; null if the type is not a time
     */
    public static String timeType(Schema schema) {
        LogicalType type = schema.getLogicalType();
        return type != null && TIMES.contains(type.getName()) ? type.getName() : null;
    }

    /**
     * The decimal that bytes hold.
     *
     * @param schema not a union
     * @return its precision and scale; null if the type is not a decimal
     */
    public static LogicalTypes.Decimal decimal(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal ? decimal : null;
    }

    /** Whether a field with this role may have this type, which is not a union. */
    static boolean allows(int role, Schema schema, Unit unit) {
        boolean whole = isWhole(schema);
        boolean name = isText(schema) || schema.getType() == Schema.Type.ENUM || whole;
        return switch (role) {
            case PathTree.KEY -> name || isUuid(schema);
            case PathTree.GROUP -> name;
            case PathTree.TIME ->
                    timeType(schema) != null
                            || (isTexts(unit) ? isText(schema) : whole || isReal(schema));
            default -> whole || isReal(schema) || decimal(schema) != null;
        };
    }

    /** Describes what {@link #allows} accepts, for messages. */
    static String allowed(int role, Unit unit) {
        return switch (role) {
            case PathTree.KEY -> "string, enum, int, long and uuid";
            case PathTree.GROUP -> "string, enum, int and long";
            case PathTree.TIME -> {
                String unitName = OptionTypes.name(unit);
                yield "timestamp-*, local-timestamp-*, date and, with source.time.unit = "
                        + unitName
                        + (isTexts(unit)
                                ? ", string; for plain numbers set source.time.unit to s, ms, us or ns"
                                : ", int, long, float and double");
            }
            default -> "int, long, float, double and decimal, each also in a union with null";
        };
    }

    private static boolean isTexts(Unit unit) {
        return unit == Unit.ISO || unit == Unit.PATTERN;
    }

    private static boolean isWhole(Schema schema) {
        return schema.getType() == Schema.Type.INT || schema.getType() == Schema.Type.LONG;
    }

    private static boolean isReal(Schema schema) {
        return schema.getType() == Schema.Type.FLOAT || schema.getType() == Schema.Type.DOUBLE;
    }

    private static boolean isText(Schema schema) {
        return schema.getType() == Schema.Type.STRING;
    }

    private static boolean isUuid(Schema schema) {
        LogicalType type = schema.getLogicalType();
        return schema.getType() == Schema.Type.FIXED
                && type != null
                && type.getName().equals("uuid");
    }
}
