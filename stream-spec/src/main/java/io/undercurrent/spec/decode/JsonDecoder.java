package io.undercurrent.spec.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.event.Framing;
import io.undercurrent.spec.decode.event.ValueDecoder;
import io.undercurrent.spec.decode.time.TimeFormat;
import java.io.IOException;
import java.util.List;

/**
 * Decodes one JSON object with a streaming parser, which reads only the declared fields.
 *
 * <p>Numbers in quotes are refused: a producer that quotes numbers will also send "n/a" one day,
 * and that has to be noticed. NaN and Infinity without quotes are parsed, because many producers
 * write them although JSON has no such numbers.
 */
final class JsonDecoder implements ValueDecoder {
    private final JsonFactory factory =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    private final JsonField root;
    private final JsonRow row;

    JsonDecoder(String keyField, TimeFormat time, List<String> fields, String groupField) {
        root = JsonField.tree(keyField, time.field(), fields, groupField);
        row = new JsonRow(keyField, time, fields, groupField);
    }

    @Override
    public DecodedEvent decode(String key, byte[] value) throws BadRecordException {
        row.begin(key);
        BadRecordException framed = Framing.before(value, "json");
        if (framed != null) {
            throw framed;
        }
        try (JsonParser parser = factory.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Faults.undecodable(
                        "the value is no JSON object but begins with " + Details.hex(value));
            }
            object(parser, root);
            if (parser.nextToken() != null) {
                throw Faults.undecodable("something follows the JSON object");
            }
        } catch (JsonProcessingException e) {
            throw Faults.undecodable("the value is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Faults.undecodable("the value is no JSON: " + e.getMessage());
        }
        return row.end();
    }

    private void object(JsonParser parser, JsonField field) throws IOException, BadRecordException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            JsonField child = field.child(parser.currentName());
            parser.nextToken();
            value(parser, child);
        }
    }

    private void array(JsonParser parser, JsonField field) throws IOException, BadRecordException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            value(parser, field.child(Integer.toString(i)));
        }
    }

    private void value(JsonParser parser, JsonField field) throws IOException, BadRecordException {
        JsonToken token = parser.currentToken();
        if (field == null) {
            parser.skipChildren();
        } else if (!token.isStructStart()) {
            row.scalar(parser, field.role());
        } else if (field.role() == JsonField.GROUP) {
            parser.skipChildren(); // names no group, which is no reason to lose the event
        } else if (field.isLeaf()) {
            String found = token == JsonToken.START_ARRAY ? "an array" : "an object";
            throw row.notScalar(field.role(), found);
        } else if (token == JsonToken.START_OBJECT) {
            object(parser, field);
        } else {
            array(parser, field);
        }
    }
}
