package io.undercurrent.spec.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.event.Numbers;
import io.undercurrent.spec.decode.time.TimeFormat;
import io.undercurrent.spec.value.GroupName;
import io.undercurrent.spec.value.Surrogates;
import java.io.IOException;
import java.util.List;

/** Collects one event's key, time and values while a JSON object is parsed. */
final class JsonRow {
    private final String keyField;
    private final TimeFormat timeFormat;
    private final List<String> fields;
    private final String groupField;
    private final long all;

    private String key;
    private long time;
    private boolean hasTime;
    private double[] values;
    private long found;
    private String group;
    private boolean hasGroup;

    JsonRow(String keyField, TimeFormat timeFormat, List<String> fields, String groupField) {
        this.keyField = keyField;
        this.timeFormat = timeFormat;
        this.fields = List.copyOf(fields);
        this.groupField = groupField;
        this.all = -1L >>> (Long.SIZE - fields.size());
    }

    void begin(String recordKey) {
        key = recordKey;
        hasTime = false;
        values = new double[fields.size()];
        found = 0;
        group = null;
        hasGroup = false;
    }

    DecodedEvent end() throws BadRecordException {
        if (key == null) {
            throw Faults.missingKey(keyField);
        }
        if (!hasTime) {
            throw Faults.missingTime(timeFormat.field());
        }
        if (found != all) {
            throw Faults.missingValue(fields.get(Long.numberOfTrailingZeros(~found)));
        }
        return new DecodedEvent(key, time, timeFormat.overlapMicros(), values, group);
    }

    /** Reads the parser's current token, which opens no object or array, for a role. */
    void scalar(JsonParser parser, int role) throws IOException, BadRecordException {
        switch (role) {
            case JsonField.NOTHING -> {
                // declared paths expect an object or array here, so fields below are absent
            }
            case JsonField.KEY -> key(parser);
            case JsonField.TIME -> time(parser);
            case JsonField.GROUP -> group(parser);
            default -> value(parser, role);
        }
    }

    /** The fault of an object or array in place of the scalar that the role needs. */
    BadRecordException notScalar(int role, String found) {
        return switch (role) {
            case JsonField.KEY -> Faults.badKey(keyField, found);
            case JsonField.TIME -> Faults.badTime(timeText(found));
            default -> Faults.badValue(fields.get(role), found);
        };
    }

    private void key(JsonParser parser) throws IOException, BadRecordException {
        once(key == null, keyField);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            throw Faults.missingKey(keyField);
        }
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            throw Faults.badKey(keyField, Details.cut(parser.getText()));
        }
        key = parser.getText();
        if (key.isEmpty()) {
            throw Faults.missingKey(keyField);
        }
        if (!Surrogates.areWhole(key)) {
            throw Faults.halfKey(keyField, key);
        }
    }

    private void group(JsonParser parser) throws IOException, BadRecordException {
        once(!hasGroup, groupField);
        hasGroup = true;
        JsonToken token = parser.currentToken();
        boolean names = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
        group = names ? GroupName.of(parser.getText()) : null;
    }

    private void time(JsonParser parser) throws IOException, BadRecordException {
        once(!hasTime, timeFormat.field());
        JsonToken token = parser.currentToken();
        String text = parser.getText();
        if (token == JsonToken.VALUE_NULL || text.isBlank()) {
            throw Faults.missingTime(timeFormat.field());
        }
        boolean fits = timeFormat.isNumber() ? token.isNumeric() : token == JsonToken.VALUE_STRING;
        if (!fits) {
            throw Faults.badTime(timeText(Details.cut(parser.getText())));
        }
        time = timeFormat.micros(text);
        hasTime = true;
    }

    private String timeText(String found) {
        return "time field "
                + Details.quote(timeFormat.field())
                + " is "
                + found
                + "; source.time.unit expects "
                + (timeFormat.isNumber()
                        ? "a number without quotes"
                        : "a text; for numbers set it to s, ms, us or ns");
    }

    private void value(JsonParser parser, int index) throws IOException, BadRecordException {
        String field = fields.get(index);
        once((found & 1L << index) == 0, field);
        found |= 1L << index;
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            values[index] = Double.NaN;
        } else if (token.isNumeric()) {
            values[index] = Numbers.finite(field, parser.getDoubleValue());
        } else {
            boolean quoted = token == JsonToken.VALUE_STRING;
            String text = parser.getText();
            throw Faults.badValue(
                    field, quoted ? "the text " + Details.quote(text) : Details.cut(text));
        }
    }

    private static void once(boolean first, String field) throws BadRecordException {
        if (!first) {
            throw Faults.undecodable("field " + Details.quote(field) + " occurs twice");
        }
    }
}
