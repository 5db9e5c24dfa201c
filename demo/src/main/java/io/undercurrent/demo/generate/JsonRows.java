package io.undercurrent.demo.generate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.undercurrent.spec.option.SourceOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Encodes each row as one JSON object with its fields at the declared paths. An array element is
 * written as a field whose name is its index; a path reads both alike.
 */
final class JsonRows implements RowFormat {
    private final JsonFactory factory =
            JsonFactory.builder()
                    .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build();
    private final SourceOptions source;

    JsonRows(SourceOptions source) {
        this.source = source;
    }

    @Override
    public byte[] encode(Row row) {
        Map<String, Object> root = new LinkedHashMap<>();
        Nested.put(root, source.key().field(), row.key());
        Nested.put(root, source.time().field(), row.time());
        Nested.put(root, source.groupField(), row.site());
        row.values().forEach((field, value) -> Nested.put(root, field, value));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = factory.createGenerator(bytes)) {
            write(json, root);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a byte array never fails
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                write(json, field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else {
            json.writeString(value.toString());
        }
    }
}
