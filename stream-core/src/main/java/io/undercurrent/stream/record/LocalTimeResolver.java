package io.undercurrent.stream.record;

import io.undercurrent.scorer.KeyTimes;
import io.undercurrent.spec.decode.event.DecodedEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides which instant a local time means if it occurs twice, by the order of each key's events.
 * It follows the same rule as scoring, for code that reads events without scoring them. A key costs
 * about 400 bytes.
 */
public final class LocalTimeResolver {
    private final Map<String, KeyTimes> keys = new HashMap<>();

    /**
     * Returns the time of a key's next event.
     *
     * @param event the event; all earlier events of its key must have been passed before
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
