package io.undercurrent.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/**
 * A generated class' schema as its file has it. The class' own says which Java class texts become;
 * a registry would take that for another schema than the file's, and other languages have no use
 * for it.
 */
public final class PlainSchema {
    private static final String JAVA_STRING = "avro.java.string";
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlainSchema() {}

    /**
     * Takes the mark of Java's texts away.
     *
     * @param schema any schema
     * @return one of the same fingerprint
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
