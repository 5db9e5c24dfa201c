package io.undercurrent.streams.queries;

import com.fasterxml.jackson.core.JsonGenerator;
import io.undercurrent.detect.episode.Alarm;
import io.undercurrent.detect.episode.Episode;
import io.undercurrent.detect.episode.EpisodeCodec;
import io.undercurrent.schemas.Forecast;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.scorer.SlabView;
import java.io.IOException;
import java.util.HexFormat;

/** Formats what the stores hold for a key as JSON. */
final class KeyJson {
    private final String self;
    private final String modelId;
    private final long modelHash;

    /**
     * Creates a formatter for one instance.
     *
     * @param self its address
     * @param modelId its model's id
     * @param modelSha256 its weights' SHA-256, hexadecimal
     */
    KeyJson(String self, String modelId, String modelSha256) {
        this.self = self;
        this.modelId = modelId;
        modelHash = HexFormat.fromHexDigitsToLong(modelSha256.substring(0, 16));
    }

    Reply reply(KeyFacts facts, Route.Part part, boolean stale) {
        return Reply.of(
                Reply.OK,
                json -> {
                    json.writeStringField("key", facts.key());
                    json.writeStringField("instance", self);
                    if (stale) {
                        json.writeBooleanField("stale", true);
                    }
                    if (part.has(Route.Part.STATE)) {
                        json.writeFieldName("state");
                        state(json, facts.slab());
                    }
                    if (part.has(Route.Part.SCORE)) {
                        json.writeFieldName("score");
                        score(json, facts.score());
                    }
                    if (part.has(Route.Part.FORECAST)) {
                        json.writeFieldName("forecast");
                        forecast(json, facts.forecast());
                    }
                    if (part.has(Route.Part.ALARM)) {
                        json.writeFieldName("alarm");
                        alarm(json, facts.episode());
                    }
                });
    }

    private void state(JsonGenerator json, byte[] bytes) throws IOException {
        if (bytes == null) {
            json.writeNull();
            return;
        }
        Slab slab = SlabCodec.decode(bytes, bytes.length);
        SlabView view = new SlabView(slab);
        json.writeStartObject();
        json.writeNumberField("events", slab.events());
        json.writeNumberField("events_with_value", view.valued());
        long newest = slab.lastTimeMicros();
        json.writeStringField("newest_event", slab.events() == 0 ? null : Json.time(newest));
        json.writeNumberField("usual_gap", slab.usualGapMicros());
        json.writeNumberField("kept_events", view.held());
        json.writeNumberField("kept_events_at_most", view.capacity());
        json.writeNumberField("bytes", bytes.length);
        json.writeStringField("weights", HexFormat.of().toHexDigits(slab.modelHash()));
        json.writeStringField("model_id", slab.modelHash() == modelHash ? modelId : null);
        json.writeEndObject();
    }

    private static void score(JsonGenerator json, byte[] bytes) throws IOException {
        if (bytes == null) {
            json.writeNull();
        } else {
            RecordJson.write(json, new Wire<Score>(Score.getClassSchema()).decode(bytes));
        }
    }

    private static void forecast(JsonGenerator json, byte[] bytes) throws IOException {
        if (bytes == null) {
            json.writeNull();
        } else {
            RecordJson.write(json, new Wire<Forecast>(Forecast.getClassSchema()).decode(bytes));
        }
    }

    private static void alarm(JsonGenerator json, byte[] bytes) throws IOException {
        EpisodeCodec.Open found = bytes == null ? null : EpisodeCodec.decode(bytes);
        if (found == null) {
            json.writeNull();
            return;
        }
        Episode open = found.episode();
        json.writeStartObject();
        json.writeStringField("episode", open.id());
        json.writeStringField("severity", open.severity().name());
        json.writeStringField("group", found.group());
        Json.time(json, "since", open.startMicros());
        Json.time(json, "latest", open.lastMicros());
        json.writeNumberField("alarms", open.alarms());
        Alarm peak = open.peak();
        json.writeObjectFieldStart("peak");
        json.writeStringField("id", peak.id());
        Json.time(json, "time", peak.timeMicros());
        Json.number(json, "score", peak.score());
        Json.number(json, "p_value", peak.pValue());
        json.writeStringField("field", peak.field());
        Json.number(json, "value", peak.value());
        Json.number(json, "expected", peak.expected());
        Json.number(json, "lower", peak.lower());
        Json.number(json, "upper", peak.upper());
        json.writeEndObject();
        json.writeEndObject();
    }
}
