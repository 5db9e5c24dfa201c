package io.undercurrent.spec.decode.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;

/** Skips parts of a projected schema that are not needed at a place. */
final class AvroDiscard {
    private AvroDiscard() {}

    static AvroPart of(Schema schema) {
        return (in, row) -> discard(schema, in, row, 0);
    }

    private static void discard(Schema schema, ResolvingDecoder in, AvroRow row, int level)
            throws IOException {
        ElementBudget.level(level);
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : in.readFieldOrder()) {
                    discard(field.schema(), in, row, level + 1);
                }
            }
            case UNION -> discard(schema.getTypes().get(in.readIndex()), in, row, level + 1);
            case MAP -> {
                for (long n = in.readMapStart(); n != 0; n = in.mapNext()) {
                    row.elements(n);
                    for (long i = 0; i < n; i++) {
                        in.skipString();
                        discard(schema.getValueType(), in, row, level + 1);
                    }
                }
            }
            case ARRAY -> {
                for (long n = in.readArrayStart(); n != 0; n = in.arrayNext()) {
                    row.elements(n);
                    for (long i = 0; i < n; i++) {
                        discard(schema.getElementType(), in, row, level + 1);
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
