package io.undercurrent.stream.record;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.TimeOptions;
import io.undercurrent.spec.decode.BadRecordException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The rule of {@code source.time.max-ahead}: an event time far beyond the record's own Kafka
 * timestamp is refused. Let through, an event from the future makes the next ones of its key late,
 * until they agree that it was wrong.
 */
public final class AheadLimit {
    private final long mostMicros;

    /**
     * The rule of one stream.
     *
     * @param time what the stream declares
     */
    public AheadLimit(TimeOptions time) {
        mostMicros = TimeUnit.MILLISECONDS.toMicros(time.maxAhead().toMillis());
    }

    /**
     * Checks an event.
     *
     * @param timeMicros its time
     * @param timestampMillis its record's Kafka timestamp, negative where it has none
     * @throws BadRecordException with {@code TIME_AHEAD} where it is too far ahead
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
