package io.undercurrent.streams.queries;

import io.undercurrent.detect.episode.Severity;
import java.util.Comparator;

/**
 * Where a key stands in the list: keys with open alarms first, by severity and the alarms' largest
 * score, then by the latest score; equal ones by their text, so that pages neither repeat nor skip.
 *
 * @param severity 0 where no alarm is open, then 1 for minor to 3 for critical
 * @param peak the largest score of the open alarms, 0 where there are none
 * @param score the latest score
 * @param key the event's key
 */
record Rank(int severity, double peak, double score, String key) implements Comparable<Rank> {
    static final int MOST_SEVERE = 3;

    private static final Comparator<Rank> ORDER =
            Comparator.comparingInt(Rank::severity)
                    .thenComparingDouble(Rank::peak)
                    .thenComparingDouble(Rank::score)
                    .reversed()
                    .thenComparing(Rank::key);

    /** Part of page tokens, so these numbers stay. */
    static int of(Severity severity) {
        return switch (severity) {
            case MINOR -> 1;
            case MAJOR -> 2;
            case CRITICAL -> MOST_SEVERE;
        };
    }

    @Override
    public int compareTo(Rank other) {
        return ORDER.compare(this, other);
    }

    boolean isBehind(Rank other) {
        return other == null || compareTo(other) > 0;
    }
}
