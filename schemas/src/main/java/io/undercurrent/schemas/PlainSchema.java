package io.undercurrent.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/**
 * Restores the schema of a generated class to what its file contains. The schema in the class also
 * says which Java class strings become. A registry would treat that as a different schema, and
 * other languages cannot use it.
 */
public final class PlainSchema {
    private static final String JAVA_STRING = "avro.java.string";
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlainSchema() {}

    /**
     * Removes the property {@code avro.java.string}.
     *
     * @param schema any schema
     * @return a schema with the same fingerprint
     */
    public static Schema of(Schema schema) {
        try {
            JsonNode plain = plain(JSON.readTree(schema.toString()));
            return new Schema.Parser().parse(plain.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema's text is JSON", e);
        }
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, plain(array.get(i)));
            }
        } else if (node instanceof ObjectNode object) {
            boolean marked = object.remove(JAVA_STRING) != null;
            object.properties().forEach(field -> field.setValue(plain(field.getValue())));
            if (marked && object.size() == 1) {
                return object.get("type");
            }
        }
        return node;
    }
}
