package io.undercurrent.demo.generate;

import io.undercurrent.schemas.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** Encodes rows as Undercurrent's own Event, whose time is a number of microseconds. */
final class AvroEvents implements RowFormat {
    private final Function<IndexedRecord, byte[]> encoder;

    /**
     * Creates the format.
     *
     * @param encoder frames and writes records of Event's schema
     */
    AvroEvents(Function<IndexedRecord, byte[]> encoder) {
        this.encoder = encoder;
    }

    @Override
    public byte[] encode(Row row) {
        Map<String, Object> values = new HashMap<>(row.values());
        GenericData.Record event = new GenericData.Record(Event.getClassSchema());
        event.put("key", row.key() == null ? "" : row.key());
        event.put("time", ((Number) row.time()).longValue());
        event.put("values", values);
        return encoder.apply(event);
    }
}
