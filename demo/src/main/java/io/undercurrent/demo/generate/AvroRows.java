package io.undercurrent.demo.generate;

import io.undercurrent.schemas.Micros;
import io.undercurrent.spec.option.SourceOptions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;

/**
 * Encodes each row as a record of the user's own schema: the declared paths hold the row's values.
 * Every other field holds its default, or null if it is nullable, or else a zero or empty value of
 * its type (of an enum, the first symbol).
 */
final class AvroRows implements RowFormat {
    private final SourceOptions source;
    private final Schema schema;
    private final Function<IndexedRecord, byte[]> encoder;
    private final Times times;

    /**
     * Creates the format.
     *
     * @param source the declared paths
     * @param schema a record schema
     * @param encoder frames and writes records of the schema
     */
    AvroRows(SourceOptions source, Schema schema, Function<IndexedRecord, byte[]> encoder) {
        this.source = source;
        this.schema = schema;
        this.encoder = encoder;
        times = new Times(source);
    }

    /** A time that is written as its field's type requires. */
    private record EventTime(long micros) {}

    @Override
    public byte[] encode(Row row) {
        Map<String, Object> root = new LinkedHashMap<>();
        Nested.put(root, source.key().field(), row.key());
        Nested.put(root, source.groupField(), row.site());
        if (row.time() != null) {
            Nested.put(
                    root, source.time().field(), new EventTime(((Number) row.time()).longValue()));
        }
        row.values().forEach((field, value) -> Nested.put(root, field, value));
        return encoder.apply((IndexedRecord) filled(schema, root, schema.getName()));
    }

    private Object filled(Schema type, Object value, String place) {
        return switch (type.getType()) {
            case UNION -> union(type, value, place);
            case RECORD -> record(type, children(value, place), place);
            case MAP -> {
                Map<Utf8, Object> map = new HashMap<>();
                children(value, place)
                        .forEach(
                                (name, child) ->
                                        map.put(
                                                new Utf8(name),
                                                filled(type.getValueType(), child, place)));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                Map<String, Object> children = children(value, place);
                for (int i = 0; list.size() < children.size(); i++) {
                    list.add(filled(type.getElementType(), children.get("" + i), place));
                }
                yield list;
            }
            case ENUM -> new GenericData.EnumSymbol(type, symbol(type, value, place));
            case NULL -> null;
            case BOOLEAN -> false;
            case BYTES -> ByteBuffer.wrap(decimal(type, value, place));
            case FIXED -> new GenericData.Fixed(type, fixed(type, decimal(type, value, place)));
            case STRING -> new Utf8(text(value));
            case INT -> (int) whole(type, value, place);
            case LONG -> whole(type, value, place);
            case FLOAT -> (float) number(value, place);
            case DOUBLE -> number(value, place);
        };
    }

    private Object union(Schema type, Object value, String place) {
        boolean nullable = type.isNullable();
        if (value == null && nullable) {
            return null;
        }
        for (Schema branch : type.getTypes()) {
            if (branch.getType() != Schema.Type.NULL) {
                return filled(branch, value, place);
            }
        }
        return null;
    }

    private Object record(Schema type, Map<String, Object> children, String place) {
        GenericData.Record record = new GenericData.Record(type);
        for (Schema.Field field : type.getFields()) {
            Object child = children.get(field.name());
            record.put(
                    field.pos(),
                    child == null && field.hasDefaultValue()
                            ? GenericData.get().getDefaultValue(field)
                            : filled(field.schema(), child, place + "." + field.name()));
        }
        return record;
    }

    @SuppressWarnings("unchecked") // only put() fills these maps
    private static Map<String, Object> children(Object value, String place) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map) {
            return (Map<String, Object>) value;
        }
        throw refused(place, "is no single value");
    }

    private static String symbol(Schema type, Object value, String place) {
        String text = value == null ? type.getEnumSymbols().get(0) : value.toString();
        if (!type.hasEnumSymbol(text)) {
            throw refused(place, "has no symbol " + text);
        }
        return text;
    }

    private String text(Object value) {
        if (value instanceof EventTime time) {
            return times.text(time.micros());
        }
        return value == null ? "" : value.toString();
    }

    private static double number(Object value, String place) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw refused(place, "is a number and cannot hold " + value);
    }

    private long whole(Schema type, Object value, String place) {
        return value instanceof EventTime time
                ? time(type, time.micros())
                : Math.round(number(value, place));
    }

    private long time(Schema type, long micros) {
        LogicalType logical = type.getLogicalType();
        if (logical == null) {
            return times.whole(micros);
        }
        Instant instant = Micros.instant(micros);
        long local =
                ChronoUnit.MICROS.between(
                        LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC),
                        LocalDateTime.ofInstant(instant, source.time().zone()));
        return switch (logical.getName()) {
            case "timestamp-millis" -> Math.floorDiv(micros, 1000L);
            case "timestamp-nanos" -> micros * 1000;
            case "local-timestamp-millis" -> Math.floorDiv(local, 1000L);
            case "local-timestamp-micros" -> local;
            case "local-timestamp-nanos" -> local * 1000;
            case "date" -> Math.floorDiv(micros, 86_400_000_000L);
            default -> micros;
        };
    }

    private static byte[] decimal(Schema type, Object value, String place) {
        if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            double number = number(value, place);
            if (!Double.isFinite(number)) {
                throw refused(place, "is a decimal and cannot hold " + number);
            }
            return BigDecimal.valueOf(number)
                    .setScale(decimal.getScale(), RoundingMode.HALF_EVEN)
                    .unscaledValue()
                    .toByteArray();
        }
        return new byte[0];
    }

    /** Two's complement, sign-extended to the left. */
    private static byte[] fixed(Schema type, byte[] number) {
        byte[] bytes = new byte[type.getFixedSize()];
        int from = bytes.length - number.length;
        if (number.length > 0 && number[0] < 0) {
            java.util.Arrays.fill(bytes, 0, Math.max(0, from), (byte) -1);
        }
        System.arraycopy(
                number,
                Math.max(0, -from),
                bytes,
                Math.max(0, from),
                Math.min(bytes.length, number.length));
        return bytes;
    }

    private static IllegalArgumentException refused(String place, String why) {
        return new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "source.avro.schema: field %s %s; declare another field or schema",
                        place,
                        why));
    }
}
