package io.undercurrent.cli.generate;

import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Our Event in Avro's single-object encoding; its time is a number of microseconds. */
final class AvroEvents implements RowFormat {
    private final Wire<Event> wire = new Wire<>(Event.getClassSchema());

    @Override
    public byte[] encode(Row row) {
        Map<String, Double> values = new HashMap<>();
        row.values().forEach((field, value) -> values.put(field, (Double) value));
        String key = row.key() == null ? "" : row.key();
        long micros = ((Number) row.time()).longValue();
        return wire.encode(new Event(key, Instant.EPOCH.plus(micros, ChronoUnit.MICROS), values));
    }
}
