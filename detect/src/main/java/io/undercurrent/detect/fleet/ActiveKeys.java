package io.undercurrent.detect.fleet;

import java.util.function.IntSupplier;

/**
 * Counts the keys that have events, as one task sees them: of all keys those whose events it gets.
 * It assumes that other tasks have as many, so tasks need not talk to each other, and all tasks
 * together share exactly one budget.
 *
 * <p>The count is that of the whole day before, in UTC and event time, or of the present one if
 * that is larger already. After a day with few events it falls by half at most, so that a single
 * wrong clock cannot end the count. A key counts at its first event of a day, which its newest time
 * tells. So nothing but two numbers has to be remembered, and the order of events does not matter.
 *
 * <p>A task that starts knows no day before. Until it has seen a whole day it does not go below
 * what the key states remember of earlier counts.
 */
public final class ActiveKeys {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int NOT_BEGUN = -1;

    private final IntSupplier tasks;
    private final double declared;
    private long day = Long.MIN_VALUE;
    private int ended = NOT_BEGUN;
    private double now;
    private double before;
    private double remembered;

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
            before = Math.max(now, before / 2);
            now = 0;
            day = today;
            ended = Math.min(2, ended + 1);
        }
        boolean first =
                newestMicros == Long.MIN_VALUE || Math.floorDiv(newestMicros, DAY_MICROS) < today;
        if (today == day && first) {
            now++;
        }
        remembered = Math.max(remembered, FleetBudget.keys(h, o));
        return count();
    }

    /** The number of active keys in all tasks that is known at present, at least 1. */
    public double count() {
        if (declared > 0) {
            return declared;
        }
        double counted = Math.max(1, Math.max(now, before) * tasks.getAsInt());
        return ended < 2 ? Math.max(counted, remembered) : counted;
    }
}
