package io.undercurrent.demo.generate;

import io.undercurrent.spec.option.SourceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/**
 * Builds a record schema with the fields that a declaration names, for a subject that has no schema
 * yet. The key is a string, the time timestamp-micros, values are doubles or null, and the group is
 * a string or null.
 */
final class OwnSchema {
    private static final String NAMESPACE = "io.undercurrent.made.up";

    private OwnSchema() {}

    /**
     * Builds the schema.
     *
     * @param source the declared paths; their names must be valid names in Avro
     * @throws org.apache.avro.SchemaParseException if one is not
     */
    static Schema of(SourceOptions source) {
        Map<String, Object> root = new LinkedHashMap<>();
        Schema string = Schema.create(Schema.Type.STRING);
        Nested.put(root, source.key().field(), string);
        Nested.put(
                root,
                source.time().field(),
                LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)));
        Nested.put(
                root,
                source.groupField(),
                SchemaBuilder.unionOf().nullType().and().stringType().endUnion());
        for (String field : source.fields()) {
            Nested.put(
                    root, field, SchemaBuilder.unionOf().nullType().and().doubleType().endUnion());
        }
        return record("Observation", root);
    }

    @SuppressWarnings("unchecked") // only Nested.put() fills these maps
    private static Schema record(String name, Map<String, Object> fields) {
        List<Schema.Field> made =
                fields.entrySet().stream()
                        .map(
                                field ->
                                        new Schema.Field(
                                                field.getKey(),
                                                field.getValue() instanceof Schema leaf
                                                        ? leaf
                                                        : record(
                                                                name + "_" + field.getKey(),
                                                                (Map<String, Object>)
                                                                        field.getValue())))
                        .toList();
        return Schema.createRecord(name, null, NAMESPACE, false, made);
    }
}
