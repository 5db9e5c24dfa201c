package io.undercurrent.demo.generate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.undercurrent.schemas.Micros;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A record of the labels topic, which describes a planted disturbance of one key. It is written
 * once when the disturbance begins and once when it has ended, as a JSON object with the fields id,
 * key, kind, start and end; the record's key is the key.
 *
 * @param id the same in both records
 * @param key the key as the stream reads it
 * @param kind such as {@code level-shift}
 * @param startMicros event time of its first disturbed event, microseconds since the epoch
 * @param endMicros event time of its last disturbed event; null while it lasts
 */
public record Label(String id, String key, String kind, long startMicros, Long endMicros) {
    private static final JsonFactory JSON = new JsonFactory();

    /** This label with its end. */
    Label ended(long micros) {
        return new Label(id, key, kind, startMicros, micros);
    }

    /**
     * The record's value.
     *
     * @return JSON in UTF-8, times in ISO-8601
     */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("key", key);
            json.writeStringField("kind", kind);
            json.writeStringField("start", text(startMicros));
            json.writeStringField("end", endMicros == null ? null : text(endMicros));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a byte array never fails
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a record's value; unknown fields are ignored.
     *
     * @param value JSON
     * @return the label
     * @throws IOException if it is no label; the message says what is wrong
     */
    public static Label decode(byte[] value) throws IOException {
        String id = null;
        String key = null;
        String kind = null;
        Long start = null;
        Long end = null;
        if (value == null) {
            throw new IOException("a label without value");
        }
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("a label that is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "id" -> id = json.getValueAsString();
                    case "key" -> key = json.getValueAsString();
                    case "kind" -> kind = json.getValueAsString();
                    case "start" -> start = micros(json.getValueAsString());
                    case "end" -> end = micros(json.getValueAsString());
                    default -> json.skipChildren();
                }
            }
        } catch (DateTimeException e) {
            throw new IOException("a label whose time is none: " + e.getMessage(), e);
        }
        if (id == null || key == null || start == null) {
            throw new IOException("a label without id, key or start");
        }
        return new Label(id, key, kind, start, end);
    }

    private static Long micros(String text) {
        return text == null ? null : Micros.of(Instant.parse(text));
    }

    private static String text(long micros) {
        return Micros.instant(micros).toString();
    }
}
