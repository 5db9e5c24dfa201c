package io.undercurrent.stream.record;

import io.undercurrent.scorer.KeyTimes;
import io.undercurrent.spec.decode.DecodedEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells by the order of each key's events which instant a local time means that occurs twice, as
 * scoring tells it, where events are read without being scored. A key costs some 400 bytes.
 */
public final class KeyOrder {
    private final Map<String, KeyTimes> keys = new HashMap<>();

    /**
     * The time of a key's next event.
     *
     * @param event the event, after all others of its key that came before
     * @return microseconds since the epoch
     */
    public long micros(DecodedEvent event) {
        KeyTimes times = keys.computeIfAbsent(event.key(), key -> new KeyTimes());
        long time = times.time(event.timeMicros(), event.overlapMicros());
        if (times.isLate(time)) {
            times.refuse(time);
        } else {
            times.take(time);
        }
        return time;
    }
}
