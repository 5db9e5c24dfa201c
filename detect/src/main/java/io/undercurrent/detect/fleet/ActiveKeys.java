package io.undercurrent.detect.fleet;

import java.util.function.IntSupplier;

/**
 * Counts the keys that have events, as one task sees them: of all keys those whose events it gets.
 * It assumes that other tasks have as many, so tasks need not talk to each other, and all tasks
 * together share exactly one budget.
 *
 * <p>The count is that of the present day or of the one before, in UTC and event time, whichever is
 * larger. Later it falls by half a day at most. A key counts at its first event of a day, which its
 * newest time tells, so nothing but some numbers has to be remembered. Events that are more than a
 * day behind the others do not count.
 *
 * <p>A day begins when {@value #AGREEING} events of changing keys say so, or as many as there are
 * keys: a device with a wrong clock does not end the day of all others.
 *
 * <p>A task that starts knows no day before. Until it has seen a whole day it does not go below
 * what the key states remember of earlier counts.
 */
public final class ActiveKeys {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int AGREEING = 8;

    private final IntSupplier tasks;
    private final double declared;
    private long day = Long.MIN_VALUE;
    private double now;
    private double before;

    /** Half of what was known of earlier days. */
    private double earlier;

    /** Days in a row that began since the start. */
    private int days;

    private double remembered;

    /** Events of changing keys that are on a later day, and the time of the last such event. */
    private int ahead;

    private long newestAhead;

    /**
     * The keys of one task.
     *
     * @param tasks how many tasks share the keys evenly, at least 1; asked at each event
     * @param declared how many keys there are in all; 0 to count them
     */
    public ActiveKeys(IntSupplier tasks, double declared) {
        this.tasks = tasks;
        this.declared = declared;
    }

    /**
     * Counts an event.
     *
     * @param h holds the key's part of the budget, at o
     * @param newestMicros the time of the key's newest event; Long.MIN_VALUE if it is the first
     * @param timeMicros the event's time
     * @return the number of active keys in all tasks, at least 1
     */
    public double observe(long[] h, int o, long newestMicros, long timeMicros) {
        if (declared > 0) {
            return declared;
        }
        long today = Math.floorDiv(timeMicros, DAY_MICROS);
        if (today > day) {
            goAhead(newestMicros, timeMicros, today);
        } else {
            ahead = Math.max(0, ahead - 1);
            // A key that never had a part of the budget was not counted today either.
            boolean first =
                    newestMicros == Long.MIN_VALUE
                            || FleetBudget.keys(h, o) == 0
                            || Math.floorDiv(newestMicros, DAY_MICROS) < today;
            now += first && today == day ? 1 : 0;
            before += first && today == day - 1 ? 1 : 0;
        }
        remembered = Math.max(remembered, FleetBudget.keys(h, o));
        return count();
    }

    private void goAhead(long newestMicros, long timeMicros, long today) {
        boolean sameKey = ahead > 0 && newestMicros == newestAhead;
        ahead += sameKey ? 0 : 1;
        newestAhead = timeMicros;
        if (ahead < Math.min(AGREEING, own())) {
            return;
        }
        boolean next = today == day + 1;
        days = next ? days + 1 : 0;
        earlier = Math.max(earlier, next ? before : Math.max(before, now)) / 2;
        before = next ? now : 0;
        now = ahead; // these are on the new day, and do not come for the first time again
        ahead = 0;
        day = today;
    }

    private double own() {
        return Math.max(1, Math.max(earlier, Math.max(now, before)));
    }

    /** The number of active keys in all tasks that is known at present, at least 1. */
    public double count() {
        if (declared > 0) {
            return declared;
        }
        double counted = own() * tasks.getAsInt();
        return days < 2 ? Math.max(counted, remembered) : counted;
    }
}
