package io.undercurrent.stream.scoring;

import io.undercurrent.scorer.KeyTimes;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.option.SourceOptions;
import java.util.Locale;

/**
 * Applies {@code source.late} for all code that scores events or builds key states: an event that
 * is older than its key's newest event is scored with a gap of 0, or refused. A refused event still
 * counts as evidence that the key's clock is wrong ({@code docs/event-time.md}).
 */
public final class LateEvents {
    private final boolean isRefused;

    /**
     * Creates the rule of one stream.
     *
     * @param late the stream's option
     */
    public LateEvents(SourceOptions.Late late) {
        isRefused = late == SourceOptions.Late.DEAD_LETTER;
    }

    /**
     * A refused event.
     *
     * @param timeMicros the event's time
     * @param newestMicros the time of its key's newest event
     * @param isStateChanged whether the event changed the key state, which must then be stored
     */
    public record Refusal(long timeMicros, long newestMicros, boolean isStateChanged) {
        /**
         * Explains the refusal, for a dead letter.
         *
         * @return the two times and what to change
         */
        public String detail() {
            return String.format(
                    Locale.ROOT,
                    "event time %d us is older than the key's newest, %d us; set source.late: score to score such events",
                    timeMicros,
                    newestMicros);
        }
    }

    /**
     * Refuses an event if it is late and the stream refuses late events.
     *
     * @param slab the key's state; a refusal may change it, see {@link Refusal#isStateChanged}
     * @param timeMicros the event's time, as {@link Scorer#time} returns it
     * @return the refusal; null if the event is to be scored
     */
    public Refusal refuse(Slab slab, long timeMicros) {
        if (!isRefused || !Scorer.isLate(slab, timeMicros)) {
            return null;
        }
        long newest = slab.lastTimeMicros();
        return new Refusal(timeMicros, newest, Scorer.refuse(slab, timeMicros));
    }

    /**
     * Does the same for a key whose times are ahead of its state.
     *
     * @param times the key's times
     * @param timeMicros the event's time, as {@link KeyTimes#time} returns it
     * @return the refusal; null if the event is to be scored
     */
    public Refusal refuse(KeyTimes times, long timeMicros) {
        if (!isRefused || !times.isLate(timeMicros)) {
            return null;
        }
        long newest = times.newestMicros();
        return new Refusal(timeMicros, newest, times.refuse(timeMicros));
    }
}
