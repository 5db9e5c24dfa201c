package io.undercurrent.spec.avro;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * Checks whether records written with one schema can be read with another. It applies Avro's rules
 * and three more: times keep their unit and decimals their scale, both of which Avro resolves as if
 * they were plain numbers, and text is not read as bytes, nor bytes as text.
 */
public final class AvroCompatibility {
    private static final Set<Schema.Type> REALS = Set.of(Schema.Type.FLOAT, Schema.Type.DOUBLE);

    private final List<String> found;
    private final Set<String> walked = new HashSet<>();

    private AvroCompatibility(List<String> found) {
        this.found = found;
    }

    /**
     * Finds out why records cannot be read.
     *
     * @param reader the schema to read with
     * @param readerName the schema's name in messages
     * @param writer the schema they were written with
     * @param writerName the schema's name in messages
     * @return a sentence that names both schemas; empty if the records can be read
     */
    public static Optional<String> problem(
            Schema reader, String readerName, Schema writer, String writerName) {
        Optional<String> unusable = SchemaBounds.problem(writer);
        if (unusable.isPresent()) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "records of %s cannot be read as %s: %s",
                            writerName,
                            readerName,
                            unusable.get()));
        }
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
                String.format(
                        Locale.ROOT,
                        "records of %s cannot be read as %s: %s",
                        writerName,
                        readerName,
                        found.stream().distinct().collect(Collectors.joining("; "))));
    }

    private void units(Schema reader, Schema writer, String path) {
        for (Schema from : AvroProjection.branches(writer)) {
            for (Schema to : readAs(reader, from)) {
                if (to.getType() != from.getType()) {
                    unit(to, from, path);
                    continue;
                }
                switch (to.getType()) {
                    case RECORD -> fields(to, from, path);
                    case MAP -> units(to.getValueType(), from.getValueType(), path + "/values");
                    case ARRAY ->
                            units(to.getElementType(), from.getElementType(), path + "/items");
                    default -> unit(to, from, path);
                }
            }
        }
    }

    /**
     * The reader's branches that Avro may choose; it promotes only if none has the value's type.
     */
    private static List<Schema> readAs(Schema reader, Schema from) {
        List<Schema> branches = AvroProjection.branches(reader);
        List<Schema> same = branches.stream().filter(to -> to.getType() == from.getType()).toList();
        List<Schema> named =
                same.stream().filter(to -> to.getFullName().equals(from.getFullName())).toList();
        if (!named.isEmpty()) {
            return named;
        }
        return same.isEmpty()
                ? branches.stream().filter(to -> promotes(from, to)).limit(1).toList()
                : same;
    }

    private static boolean promotes(Schema from, Schema to) {
        return switch (from.getType()) {
            case INT -> REALS.contains(to.getType()) || to.getType() == Schema.Type.LONG;
            case LONG -> REALS.contains(to.getType());
            case FLOAT -> to.getType() == Schema.Type.DOUBLE;
            case STRING -> to.getType() == Schema.Type.BYTES;
            case BYTES -> to.getType() == Schema.Type.STRING;
            default -> false;
        };
    }

    private void fields(Schema reader, Schema writer, String path) {
        if (!reader.getName().equals(writer.getName()) && !path.isEmpty()) {
            return; // another branch of a union
        }
        if (!walked.add(reader.getFullName() + " " + writer.getFullName())) {
            return; // a recursive type, or one that is used in several places
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
        boolean sameType = reader.getType() == writer.getType();
        boolean differ =
                to == null
                        ? AvroLeaf.timeType(writer) != null
                        : from != null && !to.getName().equals(from.getName());
        if (to instanceof LogicalTypes.Decimal || from instanceof LogicalTypes.Decimal) {
            differ = sameType && !sameScale(to, from);
        }
        if (!sameType && (isOctets(reader) || isOctets(writer))) {
            differ = true; // text must not become a decimal, nor a decimal's bytes text
        }
        if (differ) {
            found.add(
                    String.format(
                            Locale.ROOT,
                            "%s is %s there and %s here",
                            path,
                            text(writer, sameType),
                            text(reader, sameType)));
        }
    }

    private static boolean isOctets(Schema schema) {
        return schema.getType() == Schema.Type.STRING || schema.getType() == Schema.Type.BYTES;
    }

    private static boolean sameScale(LogicalType to, LogicalType from) {
        return to instanceof LogicalTypes.Decimal a
                && from instanceof LogicalTypes.Decimal b
                && a.getScale() == b.getScale();
    }

    private static String text(Schema schema, boolean sameType) {
        LogicalType type = schema.getLogicalType();
        if (type instanceof LogicalTypes.Decimal decimal) {
            return "a decimal of scale " + decimal.getScale();
        }
        String plain = sameType ? "plain" : schema.getType().getName();
        return type == null ? plain : type.getName();
    }
}
