package io.undercurrent.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * Whether records of one schema can be read with another: Avro's rules, and that times keep their
 * unit and decimals their scale, which Avro resolves into each other as if they were plain numbers.
 */
public final class AvroCompatibility {
    private final List<String> found;
    private final Set<String> walked = new HashSet<>();

    private AvroCompatibility(List<String> found) {
        this.found = found;
    }

    /**
     * What keeps records from being read.
     *
     * @param reader the schema to read with
     * @param readerName what messages call it
     * @param writer the schema they were written with
     * @param writerName what messages call it
     * @return a sentence that names both, or nothing where they can be read
     */
    public static Optional<String> problem(
            Schema reader, String readerName, Schema writer, String writerName) {
        List<String> found = new ArrayList<>();
        Schema renamed = Schema.applyAliases(writer, reader);
        SchemaCompatibility.checkReaderWriterCompatibility(reader, renamed)
                .getResult()
                .getIncompatibilities()
                .forEach(
                        i ->
                                found.add(
                                        i.getType()
                                                + " at "
                                                + i.getLocation()
                                                + ": "
                                                + i.getMessage()));
        if (found.isEmpty()) {
            new AvroCompatibility(found).units(reader, renamed, "");
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "records of %s cannot be read as %s: %s"
                        .formatted(
                                writerName,
                                readerName,
                                found.stream().distinct().collect(Collectors.joining("; "))));
    }

    private void units(Schema reader, Schema writer, String path) {
        for (Schema to : AvroProjection.branches(reader)) {
            for (Schema from : AvroProjection.branches(writer)) {
                if (to.getType() == Schema.Type.RECORD && from.getType() == Schema.Type.RECORD) {
                    fields(to, from, path);
                } else if (to.getType() == Schema.Type.MAP && from.getType() == Schema.Type.MAP) {
                    units(to.getValueType(), from.getValueType(), path + "/values");
                } else if (to.getType() == Schema.Type.ARRAY
                        && from.getType() == Schema.Type.ARRAY) {
                    units(to.getElementType(), from.getElementType(), path + "/items");
                } else {
                    unit(to, from, path);
                }
            }
        }
    }

    private void fields(Schema reader, Schema writer, String path) {
        if (!reader.getName().equals(writer.getName()) && !path.isEmpty()) {
            return; // another branch of a union
        }
        if (!walked.add(reader.getFullName() + " " + writer.getFullName())) {
            return; // a type that holds itself, or stands in several places
        }
        for (Schema.Field field : reader.getFields()) {
            Schema.Field written = writer.getField(field.name());
            if (written != null) {
                units(field.schema(), written.schema(), path + "/" + field.name());
            }
        }
    }

    private void unit(Schema reader, Schema writer, String path) {
        LogicalType to = reader.getLogicalType();
        LogicalType from = writer.getLogicalType();
        boolean differ =
                to == null
                        ? AvroLeaf.timeType(writer) != null
                        : from != null && !to.getName().equals(from.getName());
        if (to instanceof LogicalTypes.Decimal || from instanceof LogicalTypes.Decimal) {
            boolean bytes = reader.getType() == writer.getType();
            differ = bytes && !sameScale(to, from);
        }
        if (differ) {
            found.add("%s is %s there and %s here".formatted(path, text(from), text(to)));
        }
    }

    private static boolean sameScale(LogicalType to, LogicalType from) {
        return to instanceof LogicalTypes.Decimal a
                && from instanceof LogicalTypes.Decimal b
                && a.getScale() == b.getScale();
    }

    private static String text(LogicalType type) {
        if (type instanceof LogicalTypes.Decimal decimal) {
            return "a decimal of scale " + decimal.getScale();
        }
        return type == null ? "plain" : type.getName();
    }
}
