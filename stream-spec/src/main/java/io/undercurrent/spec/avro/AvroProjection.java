package io.undercurrent.spec.avro;

import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.option.SpecException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Reduces the user's record schema to the fields that the declared paths need. Records are read
 * with the reduced schema: all other fields are skipped, so producers may change them freely.
 *
 * <p>A named type is reduced in the same way wherever it is used. So one name keeps one meaning,
 * and a type may be recursive.
 */
public final class AvroProjection {
    private final SourceOptions source;
    private final Map<String, Set<String>> needed = new HashMap<>();
    private final Map<String, Schema> built = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private final String called;

    private AvroProjection(Schema schema, SourceOptions source, String origin) {
        this.source = source;
        called = AvroReader.name(schema, origin);
    }

    /**
     * Builds the reader's schema.
     *
     * @param schema the user's own
     * @param source the paths, and how times are written
     * @param origin the schema's file or place in the registry, for messages
     * @return a record schema with the same names and only the needed fields
     * @throws SpecException if the schema lacks paths, or fields have types that their roles do not
     *     allow; names each of them
     */
    public static Schema of(Schema schema, SourceOptions source, String origin) {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "source.avro.schema: %s is of type %s; allowed are records",
                                    origin,
                                    schema.getType().getName())));
        }
        AvroProjection projection = new AvroProjection(schema, source, origin);
        PathTree root = PathTree.of(source);
        root.children().forEach((name, tree) -> projection.need(schema, name, tree, name));
        if (!projection.problems.isEmpty()) {
            throw new SpecException(projection.problems);
        }
        return projection.build(schema);
    }

    private boolean need(Schema schema, String name, PathTree tree, String path) {
        boolean found = false;
        for (Schema branch : branches(schema)) {
            switch (branch.getType()) {
                case RECORD -> {
                    Schema.Field field = branch.getField(name);
                    if (field != null) {
                        needed.computeIfAbsent(branch.getFullName(), n -> new HashSet<>())
                                .add(name);
                        found = true;
                        needBelow(field.schema(), tree, path);
                    }
                }
                case MAP -> {
                    found = true;
                    needBelow(branch.getValueType(), tree, path);
                }
                case ARRAY -> {
                    if (name.matches("\\d{1,9}")) {
                        found = true;
                        needBelow(branch.getElementType(), tree, path);
                    }
                }
                default -> {
                    // nothing lies below a scalar
                }
            }
        }
        if (!found) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "%s: the schema %s has no field %s%s",
                            option(tree),
                            called,
                            path,
                            fieldsOf(schema)));
        }
        return found;
    }

    private void needBelow(Schema schema, PathTree tree, String path) {
        if (!tree.isEnd()) {
            tree.children().forEach((name, below) -> need(schema, name, below, path + "." + name));
            return;
        }
        boolean fits =
                branches(schema).stream()
                        .anyMatch(b -> AvroLeaf.allows(tree.role(), b, source.time().unit()));
        if (!fits) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "%s: the field %s of the schema %s is of type %s; allowed are %s",
                            option(tree),
                            path,
                            called,
                            describe(schema),
                            AvroLeaf.allowed(tree.role(), source.time().unit())));
        }
        if (tree.role() == PathTree.TIME) {
            TimeChecks.check(branches(schema), source, path, called, problems);
        }
    }

    private Schema build(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> Schema.createUnion(schema.getTypes().stream().map(this::build).toList());
            case MAP -> Schema.createMap(build(schema.getValueType()));
            case ARRAY -> Schema.createArray(build(schema.getElementType()));
            case RECORD -> {
                Schema known = built.get(schema.getFullName());
                yield known == null ? buildRecord(schema) : known;
            }
            default -> schema;
        };
    }

    private Schema buildRecord(Schema schema) {
        Schema record =
                Schema.createRecord(
                        schema.getName(), null, schema.getNamespace(), schema.isError());
        schema.getAliases().forEach(record::addAlias);
        built.put(schema.getFullName(), record);
        Set<String> names = needed.getOrDefault(schema.getFullName(), Set.of());
        record.setFields(
                schema.getFields().stream()
                        .filter(field -> names.contains(field.name()))
                        .map(field -> field(field, build(field.schema())))
                        .toList());
        return record;
    }

    /**
     * Copies a field; drops a default that its type does not allow, which older producers wrote.
     */
    private static Schema.Field field(Schema.Field field, Schema schema) {
        try {
            return new Schema.Field(field, schema);
        } catch (AvroRuntimeException e) {
            Schema.Field bare =
                    new Schema.Field(field.name(), schema, field.doc(), null, field.order());
            field.aliases().forEach(bare::addAlias);
            return bare;
        }
    }

    /** The types that a value may have: a union's branches without null, or the schema itself. */
    static List<Schema> branches(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                ? schema.getTypes().stream().filter(b -> b.getType() != Schema.Type.NULL).toList()
                : List.of(schema);
    }

    /** The option whose path leads through this part of the tree. */
    private String option(PathTree tree) {
        PathTree end = tree;
        while (!end.isEnd()) {
            end = end.children().values().iterator().next();
        }
        return switch (end.role()) {
            case PathTree.KEY -> "source.key.field";
            case PathTree.TIME -> "source.time.field";
            case PathTree.GROUP -> "source.group-field";
            default -> end.role() < source.values().size() ? "source.values" : "source.covariates";
        };
    }

    private static String fieldsOf(Schema schema) {
        String fields =
                branches(schema).stream()
                        .filter(branch -> branch.getType() == Schema.Type.RECORD)
                        .flatMap(branch -> branch.getFields().stream())
                        .map(Schema.Field::name)
                        .collect(Collectors.joining(", "));
        return fields.isEmpty()
                ? ", for it is of type " + describe(schema) + " there"
                : "; it has there " + fields;
    }

    private static String describe(Schema schema) {
        return branches(schema).stream()
                .map(
                        b ->
                                b.getLogicalType() == null
                                        ? b.getType().getName()
                                        : b.getLogicalType().getName())
                .collect(Collectors.joining(" or "));
    }
}
