package io.undercurrent.stream.scoring;

import io.undercurrent.scorer.KeyTimes;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.StreamSpec;
import java.util.Locale;

/**
 * The rule of {@code source.late}, for everything that scores or builds key states: an event that
 * is older than its key's newest is scored with a gap of 0, or refused. A refused event still
 * counts as evidence that the key's clock is wrong ({@code docs/event-time.md}).
 */
public final class LateEvents {
    private final boolean isRefused;

    /**
     * The rule of one stream.
     *
     * @param late what the stream declares
     */
    public LateEvents(StreamSpec.Late late) {
        isRefused = late == StreamSpec.Late.DEAD_LETTER;
    }

    /**
     * A refused event.
     *
     * @param timeMicros its time
     * @param newestMicros the time that its key had reached
     * @param isStateChanged whether the key state changed by it and has to be kept
     */
    public record Refusal(long timeMicros, long newestMicros, boolean isStateChanged) {
        /**
         * Why, for a dead letter.
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
     * Refuses an event where it is late and the stream refuses such.
     *
     * @param slab the key's state, changed by a refusal where that says so
     * @param timeMicros the event's time, as {@link Scorer#time} has it
     * @return the refusal; null where the event is to be scored
     */
    public Refusal refuse(Slab slab, long timeMicros) {
        if (!isRefused || !Scorer.isLate(slab, timeMicros)) {
            return null;
        }
        long newest = slab.lastTimeMicros();
        return new Refusal(timeMicros, newest, Scorer.refuse(slab, timeMicros));
    }

    /**
     * The same for a key whose times run ahead of its state.
     *
     * @param times the key's times
     * @param timeMicros the event's time, as {@link KeyTimes#time} has it
     * @return the refusal; null where the event is to be scored
     */
    public Refusal refuse(KeyTimes times, long timeMicros) {
        if (!isRefused || !times.isLate(timeMicros)) {
            return null;
        }
        long newest = times.newestMicros();
        return new Refusal(timeMicros, newest, times.refuse(timeMicros));
    }
}
