package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * Finds up to two seasons of a stream that declared none, from its own past alone, by the
 * autocorrelation over the ring. Each event computes one lag, so that no event costs more than
 * another (about as many multiplications as the ring is long).
 *
 * <p>A season is a local maximum that stands out from a trough before it; a trend or a random walk
 * has no trough. The smallest lag wins unless a longer one is clearly better; then the longer one
 * is the season and the shorter the second. Seasons are adopted when they are found twice in a row.
 */
final class SeasonFinder {
    private static final int FIRST_EVENTS = 16;
    private static final double LEAST = 0.2;
    private static final double PROMINENT = 0.15;
    private static final double SIGNIFICANT = 4;
    private static final double BETTER = 0.02;
    private static final double CLEARLY_BETTER = 0.1;

    private static final int LAG = 0;
    private static final int TROUGH = 1;
    private static final int ONE_BEFORE = 2;
    private static final int TWO_BEFORE = 3;
    private static final int FIRST = 4;
    private static final int FIRST_HEIGHT = 5;
    private static final int SECOND = 6;
    private static final int SECOND_HEIGHT = 7;
    private static final int LAST_FIRST = 8;
    private static final int LAST_SECOND = 9;
    private static final int SIZE = 10;

    private final CompactRing ring;

    SeasonFinder(CompactRing ring) {
        this.ring = ring;
    }

    int size() {
        return SIZE;
    }

    void init(double[] s, int o) {
        Arrays.fill(s, o, o + SIZE, 0);
        restart(s, o);
    }

    private static void restart(double[] s, int o) {
        Arrays.fill(s, o, o + LAST_FIRST, 0);
        s[o + LAG] = 1;
        s[o + TROUGH] = 1;
        s[o + ONE_BEFORE] = 1;
        s[o + TWO_BEFORE] = 1;
    }

    void check(double[] s, int o) {
        int longest = ring.capacity() / 2;
        StateCheck.whole("next lag of the search for seasons", s[o + LAG], 1, longest + 1);
        StateCheck.whole("first season found", s[o + FIRST], 0, longest);
        StateCheck.whole("second season found", s[o + SECOND], 0, longest);
        StateCheck.whole("first season found before", s[o + LAST_FIRST], 0, longest);
        StateCheck.whole("second season found before", s[o + LAST_SECOND], 0, longest);
    }

    /**
     * Examines one more lag.
     *
     * @param events events so far
     * @param seasons lengths in use, replaced if others were found
     * @return whether they were replaced
     */
    boolean step(
            double[] s,
            int o,
            double events,
            double location,
            double reach,
            double[] seasons,
            int seasonsAt,
            int seasonCount) {
        int n = (int) Math.min(ring.capacity(), events);
        if (n < FIRST_EVENTS) {
            return false;
        }
        int lag = (int) s[o + LAG];
        if (lag > n / 2) {
            boolean changed = adopt(s, o, seasons, seasonsAt, seasonCount);
            restart(s, o);
            return changed;
        }
        double r = ring.correlation(lag, n, location, reach);
        double height = s[o + ONE_BEFORE];
        boolean peak = lag > 2 && height >= r && height > s[o + TWO_BEFORE];
        double least = Math.max(LEAST, SIGNIFICANT / Math.sqrt(n - lag));
        if (peak && height > least && height - s[o + TROUGH] > PROMINENT) {
            offer(s, o, lag - 1, height, (1 - height * height) / Math.sqrt(n - lag));
        }
        s[o + TROUGH] = Math.min(s[o + TROUGH], r);
        s[o + TWO_BEFORE] = height;
        s[o + ONE_BEFORE] = r;
        s[o + LAG] = lag + 1;
        return false;
    }

    private static void offer(double[] s, int o, int lag, double height, double chance) {
        boolean first = s[o + FIRST] == 0;
        if (first || height > s[o + FIRST_HEIGHT] + CLEARLY_BETTER + chance) {
            s[o + SECOND] = s[o + FIRST];
            s[o + SECOND_HEIGHT] = s[o + FIRST_HEIGHT];
            s[o + FIRST] = lag;
            s[o + FIRST_HEIGHT] = height;
        } else if (height > Math.max(s[o + FIRST_HEIGHT], s[o + SECOND_HEIGHT]) + BETTER + chance) {
            s[o + SECOND] = lag;
            s[o + SECOND_HEIGHT] = height;
        }
    }

    private static boolean adopt(
            double[] s, int o, double[] seasons, int seasonsAt, int seasonCount) {
        double first = s[o + FIRST];
        double second = s[o + SECOND] == 0 ? first : s[o + SECOND];
        double shorter = Math.min(first, second);
        double longer = Math.max(first, second);
        boolean twice = near(shorter, s[o + LAST_FIRST]);
        boolean bothTwice = twice && near(longer, s[o + LAST_SECOND]);
        s[o + LAST_FIRST] = shorter;
        s[o + LAST_SECOND] = longer;
        if (shorter == 0 || !twice) {
            return false;
        }
        int last = seasonsAt + seasonCount - 1;
        boolean changed = !near(shorter, seasons[seasonsAt]);
        if (changed) {
            Arrays.fill(seasons, seasonsAt, seasonsAt + seasonCount, shorter);
        }
        if (bothTwice && seasonCount > 1 && !near(longer, seasons[last])) {
            Arrays.fill(seasons, seasonsAt + 1, seasonsAt + seasonCount, longer);
            changed = true;
        }
        return changed;
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= (Math.min(a, b) < 64 ? 0 : 1);
    }
}
