package io.undercurrent.stream.keystates;

/**
 * What a timer remembers beside its key and its time, as one integer in the runtime's state; a
 * partition's number alone, as earlier versions wrote it, means that nothing else is known.
 *
 * <p>A timer of a key that was reported to be silent is set an exact span of time after the event
 * since which the key is silent. So the timer itself says what was reported, though the span is one
 * of few.
 *
 * @param partition the source partition of the key's events; negative if it is not known
 * @param patience how many times four the silence has to be longer than the key's next event would
 *     need for an alarm
 * @param span the number of the span between the silence that was reported and the timer; 0 if none
 *     was
 */
record TimerNote(int partition, int patience, int span) {
    static final int MOST_PATIENCE = 7;
    private static final int PARTITION_BITS = 18;
    private static final int UNKNOWN = (1 << PARTITION_BITS) - 1;
    private static final int PATIENCE_BITS = 3;
    private static final int SPAN_AT = PARTITION_BITS + PATIENCE_BITS;
    private static final int PARTS = 16;

    /** The longest span, some 10,000 years. */
    private static final int MOST_SPAN = 45 * PARTS - 1;

    /** A timer of a key of which nothing was reported. */
    static TimerNote of(int partition) {
        return new TimerNote(partition, 0, 0);
    }

    static TimerNote decode(int note) {
        if (note < 0) {
            return of(-1);
        }
        int partition = note & UNKNOWN;
        return new TimerNote(
                partition == UNKNOWN ? -1 : partition,
                (note >> PARTITION_BITS) & MOST_PATIENCE,
                Math.min(MOST_SPAN, note >> SPAN_AT));
    }

    int encode() {
        boolean known = partition >= 0 && partition < UNKNOWN;
        if (!known && patience == 0 && span == 0) {
            return -1;
        }
        return (known ? partition : UNKNOWN) | (patience << PARTITION_BITS) | (span << SPAN_AT);
    }

    /** The same key, whose events come from another partition now. */
    TimerNote at(int other) {
        return new TimerNote(other, patience, span);
    }

    /** The same key after a silence was reported: the shortest span that is not below this one. */
    TimerNote reported(long leastMillis) {
        int next = 1;
        while (next < MOST_SPAN && millis(next) < leastMillis) {
            next++;
        }
        return new TimerNote(partition, patience, next);
    }

    /** The same key without a silence that was reported. */
    TimerNote unreported(int newPatience) {
        return new TimerNote(partition, newPatience, 0);
    }

    boolean isReported() {
        return span > 0;
    }

    /** The time between the silence that was reported and the timer, in milliseconds. */
    long spanMillis() {
        return millis(span);
    }

    /** Sixteen spans to each doubling. */
    private static long millis(int span) {
        return (PARTS + span % PARTS) * (1L << (span / PARTS));
    }
}
