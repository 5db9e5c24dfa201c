package io.undercurrent.spec.decode.avro;

import io.undercurrent.spec.avro.AvroLeaf;
import io.undercurrent.spec.avro.PathTree;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Utf8Text;
import io.undercurrent.spec.option.SourceOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.util.Utf8;

/** Creates the parts that read scalars into an event's key, time, group and values. */
final class AvroLeaves {
    private final AvroTimes times;
    private final Utf8Text utf8 = new Utf8Text();
    private Utf8 text = new Utf8();
    private ByteBuffer buffer = ByteBuffer.allocate(16);

    AvroLeaves(SourceOptions source) {
        times = new AvroTimes(source.time());
    }

    AvroPart leaf(Schema schema, int role) {
        return switch (role) {
            case PathTree.KEY -> name(schema, AvroRow::key, role);
            case PathTree.GROUP -> name(schema, AvroRow::group, role);
            case PathTree.TIME -> time(schema);
            default -> value(schema, role);
        };
    }

    /** Takes a name, which becomes the event's key or its group. */
    private interface Names {
        void take(AvroRow row, String name);
    }

    private AvroPart name(Schema schema, Names names, int role) {
        return switch (schema.getType()) {
            case STRING -> (in, row) -> names.take(row, text(in));
            case INT -> (in, row) -> names.take(row, Integer.toString(in.readInt()));
            case LONG -> (in, row) -> names.take(row, Long.toString(in.readLong()));
            case ENUM -> {
                List<String> symbols = schema.getEnumSymbols();
                yield (in, row) -> names.take(row, symbols.get(in.readEnum()));
            }
            case FIXED ->
                    role == PathTree.KEY && schema.getFixedSize() == 16
                            ? (in, row) -> names.take(row, uuid(in))
                            : unfit(schema, role);
            default -> unfit(schema, role);
        };
    }

    private AvroPart time(Schema schema) {
        String type = AvroLeaf.timeType(schema);
        AvroTimes.OfNumber number = type == null ? times::plain : times.of(type);
        return switch (schema.getType()) {
            case INT -> (in, row) -> times.read(row, number, in.readInt());
            case LONG -> (in, row) -> times.read(row, number, in.readLong());
            case FLOAT -> (in, row) -> times.read(row, Float.toString(in.readFloat()));
            case DOUBLE -> (in, row) -> times.read(row, Double.toString(in.readDouble()));
            case STRING -> (in, row) -> times.read(row, text(in));
            default -> unfit(schema, PathTree.TIME);
        };
    }

    private AvroPart value(Schema schema, int index) {
        LogicalTypes.Decimal decimal = AvroLeaf.decimal(schema);
        if (decimal != null) {
            int scale = decimal.getScale();
            return schema.getType() == Schema.Type.FIXED
                    ? (in, row) -> row.value(index, decimal(fixed(in, schema), scale))
                    : (in, row) -> row.value(index, decimal(bytes(in), scale));
        }
        return switch (schema.getType()) {
            case INT -> (in, row) -> row.value(index, in.readInt());
            case LONG -> (in, row) -> row.value(index, (double) in.readLong());
            case FLOAT -> (in, row) -> row.value(index, in.readFloat());
            case DOUBLE -> (in, row) -> row.value(index, in.readDouble());
            case STRING -> (in, row) -> row.unfit(index, "the text " + Details.quote(text(in)));
            default -> unfit(schema, index);
        };
    }

    private static AvroPart unfit(Schema schema, int role) {
        AvroPart discard = AvroDiscard.of(schema);
        String found = "of type " + schema.getType().getName();
        return (in, row) -> {
            discard.read(in, row);
            row.unfit(role, found);
        };
    }

    private String text(ResolvingDecoder in) throws IOException {
        text = in.readString(text);
        return utf8.decode(text.getBytes(), 0, text.getByteLength());
    }

    private static byte[] fixed(ResolvingDecoder in, Schema schema) throws IOException {
        byte[] bytes = new byte[schema.getFixedSize()];
        in.readFixed(bytes);
        return bytes;
    }

    private byte[] bytes(ResolvingDecoder in) throws IOException {
        buffer = in.readBytes(buffer);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static String uuid(ResolvingDecoder in) throws IOException {
        byte[] bytes = new byte[16];
        in.readFixed(bytes);
        ByteBuffer longs = ByteBuffer.wrap(bytes);
        return new UUID(longs.getLong(), longs.getLong()).toString();
    }

    private static double decimal(byte[] unscaled, int scale) throws IOException {
        if (unscaled.length == 0) {
            throw new IOException("a decimal without digits");
        }
        return new BigDecimal(new BigInteger(unscaled), scale).doubleValue();
    }
}
