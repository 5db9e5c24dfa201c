package io.undercurrent.stream.record;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.option.TimeOptions;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Applies {@code source.time.max-ahead}: it refuses an event time that is far beyond the record's
 * own Kafka timestamp. If it were accepted, an event from the future would make the next events of
 * its key late, until these agree that it was wrong.
 */
public final class AheadLimit {
    private final long mostMicros;

    /**
     * Creates the rule of one stream.
     *
     * @param time the stream's time options
     */
    public AheadLimit(TimeOptions time) {
        mostMicros = TimeUnit.MILLISECONDS.toMicros(time.maxAhead().toMillis());
    }

    /**
     * Checks an event.
     *
     * @param timeMicros the event's time, microseconds since the epoch
     * @param timestampMillis the record's Kafka timestamp, milliseconds since the epoch; negative
     *     if it has none
     * @throws BadRecordException with {@code TIME_AHEAD} if the event is too far ahead
     */
    public void check(long timeMicros, long timestampMillis) throws BadRecordException {
        long ahead = timeMicros - TimeUnit.MILLISECONDS.toMicros(timestampMillis);
        if (timestampMillis >= 0 && ahead > mostMicros) {
            throw new BadRecordException(
                    DeadLetterReason.TIME_AHEAD,
                    String.format(
                            Locale.ROOT,
                            "event time is %d ms beyond the record's Kafka timestamp: allowed are %d (source.time.max-ahead)",
                            TimeUnit.MICROSECONDS.toMillis(ahead),
                            TimeUnit.MICROSECONDS.toMillis(mostMicros)));
        }
    }
}
