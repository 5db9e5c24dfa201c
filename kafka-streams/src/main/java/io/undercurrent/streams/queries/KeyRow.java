package io.undercurrent.streams.queries;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.undercurrent.detect.episode.Severity;
import java.io.IOException;

/**
 * One entry of the list of keys.
 *
 * @param key the event's key
 * @param score its latest score; negative if it cannot be decoded
 * @param severity how abnormal it is since its newest event; negative if that cannot be decoded
 * @param alarm whether its newest event was an alarm
 * @param status how its newest event was treated; null if that cannot be decoded
 * @param time its newest event's time in ISO-8601; null if it cannot be decoded
 * @param open its open episode, or null
 */
record KeyRow(
        String key,
        double score,
        double severity,
        boolean alarm,
        String status,
        String time,
        Open open) {
    /**
     * An open episode.
     *
     * @param severity the episode's severity
     * @param peak the largest score of its alarms
     * @param since time of its first alarm in ISO-8601
     * @param latest time of its latest alarm in ISO-8601
     * @param alarms number of alarms
     */
    record Open(Severity severity, double peak, String since, String latest, long alarms) {}

    Rank rank() {
        return rank(key, severity, open);
    }

    static Rank rank(String key, double severity, Open open) {
        return open == null
                ? new Rank(0, 0, severity, key)
                : new Rank(Rank.of(open.severity), open.peak, severity, key);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", key);
        String encoded = Percent.encode(key);
        json.writeStringField("path", encoded == null ? null : Route.KEYS + "/" + encoded);
        Json.number(json, "score", score < 0 ? Double.NaN : score);
        Json.number(json, "severity", severity < 0 ? Double.NaN : severity);
        json.writeBooleanField("alarm", alarm);
        json.writeStringField("status", status);
        json.writeStringField("time", time);
        if (open == null) {
            json.writeNullField("open_alarm");
        } else {
            json.writeObjectFieldStart("open_alarm");
            json.writeStringField("severity", open.severity.name());
            json.writeNumberField("peak_score", open.peak);
            json.writeStringField("since", open.since);
            json.writeStringField("latest", open.latest);
            json.writeNumberField("alarms", open.alarms);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Parses what {@link #write} wrote; the parser must be at the object's start. */
    static KeyRow read(JsonParser json) throws IOException {
        String key = null;
        double score = -1;
        double severity = -1;
        boolean alarm = false;
        String status = null;
        String time = null;
        Open open = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "key" -> key = json.getValueAsString();
                case "score" -> score = number(json, value);
                case "severity" -> severity = number(json, value);
                case "alarm" -> alarm = json.getBooleanValue();
                case "status" -> status = json.getValueAsString();
                case "time" -> time = json.getValueAsString();
                case "open_alarm" -> open = value == JsonToken.VALUE_NULL ? null : open(json);
                default -> json.skipChildren();
            }
        }
        if (key == null) {
            throw new IOException("an entry without a key");
        }
        return new KeyRow(key, score, severity, alarm, status, time, open);
    }

    private static double number(JsonParser json, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_NULL ? -1 : json.getDoubleValue();
    }

    private static Open open(JsonParser json) throws IOException {
        Severity severity = Severity.MINOR;
        double peak = 0;
        String since = null;
        String latest = null;
        long alarms = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "severity" -> severity = Severity.valueOf(json.getText());
                case "peak_score" -> peak = json.getDoubleValue();
                case "since" -> since = json.getValueAsString();
                case "latest" -> latest = json.getValueAsString();
                case "alarms" -> alarms = json.getLongValue();
                default -> json.skipChildren();
            }
        }
        return new Open(severity, peak, since, latest, alarms);
    }
}
