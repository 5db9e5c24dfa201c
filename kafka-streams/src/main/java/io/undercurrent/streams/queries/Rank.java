package io.undercurrent.streams.queries;

import io.undercurrent.detect.episode.Severity;
import java.util.Comparator;

/**
 * The sort order of the list of keys: keys with an open episode first, by severity and the
 * episode's largest score, then by how abnormal they are now. Equal keys are sorted by their text,
 * so that pages neither repeat nor skip a key.
 *
 * @param open 0 if no episode is open, else 1 for minor to 3 for critical
 * @param peak the largest score of the open episode, 0 if none is open
 * @param severity the severity in the latest score
 * @param key the event's key
 */
record Rank(int open, double peak, double severity, String key) implements Comparable<Rank> {
    static final int MOST_SEVERE = 3;

    private static final Comparator<Rank> ORDER =
            Comparator.comparingInt(Rank::open)
                    .thenComparingDouble(Rank::peak)
                    .thenComparingDouble(Rank::severity)
                    .reversed()
                    .thenComparing(Rank::key);

    /** The numbers are part of page tokens and must not change. */
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
