package io.undercurrent.streams.queries;

import com.fasterxml.jackson.core.JsonGenerator;
import io.undercurrent.schemas.ChannelForecast;
import io.undercurrent.schemas.Forecast;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Writes Avro records as JSON with the schemas' field names, so that a new field in a schema
 * appears without a change here.
 */
final class RecordJson {
    private RecordJson() {}

    static void write(JsonGenerator json, IndexedRecord record) throws IOException {
        json.writeStartObject();
        for (Schema.Field field : record.getSchema().getFields()) {
            json.writeFieldName(field.name());
            value(json, record.get(field.pos()));
        }
        json.writeEndObject();
    }

    /** Writes a forecast, with the time of each step added and the quantiles grouped by step. */
    static void write(JsonGenerator json, Forecast forecast) throws IOException {
        json.writeStartObject();
        for (Schema.Field field : forecast.getSchema().getFields()) {
            if (field.name().equals("channels")) {
                times(json, forecast);
                channels(json, forecast);
            } else {
                json.writeFieldName(field.name());
                value(json, forecast.get(field.pos()));
            }
        }
        json.writeEndObject();
    }

    private static void times(JsonGenerator json, Forecast forecast) throws IOException {
        json.writeArrayFieldStart("times");
        Instant time = forecast.getTime();
        for (int h = 1; h <= forecast.getHorizon(); h++) {
            time = time.plus(forecast.getInterval(), ChronoUnit.MICROS);
            json.writeString(time.toString());
        }
        json.writeEndArray();
    }

    private static void channels(JsonGenerator json, Forecast forecast) throws IOException {
        int levels = forecast.getQuantiles().size();
        json.writeArrayFieldStart("channels");
        for (ChannelForecast channel : forecast.getChannels()) {
            json.writeStartObject();
            json.writeStringField("field", channel.getField());
            json.writeFieldName("median");
            value(json, channel.getMedian());
            json.writeArrayFieldStart("values");
            List<Double> values = channel.getValues();
            for (int from = 0; from + levels <= values.size(); from += levels) {
                value(json, values.subList(from, from + levels));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Double number) {
            Json.number(json, number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                value(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof IndexedRecord record) {
            write(json, record);
        } else {
            json.writeString(value.toString()); // strings, enums, instants
        }
    }
}
