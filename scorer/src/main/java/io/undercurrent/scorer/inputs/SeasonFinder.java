package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * Finds up to two seasons of a stream that declared none, from its own past alone, by the
 * autocorrelation over the ring. Each event computes one lag (about as many multiplications as the
 * ring is long), the last one of a search up to forty.
 *
 * <p>A season is a local maximum that stands out from a trough before it; a trend or a random walk
 * has no trough. The smallest lag wins unless a longer one is clearly better; then the longer one
 * is the season and the shorter the second. Seasons are adopted when they are found twice in a row.
 *
 * <p>Two rules find what that misses or finds late. A week shows in how a day differs from the day
 * before, also where the weather of a week ago makes the values themselves alike no longer: so
 * multiples of the first season are judged by the correlation of these differences. And where the
 * usual gap is about one of those into which people divide a day, the day is tried as soon as two
 * are known, before the search over all lags has come that far twice, and wins over its echoes,
 * half a day and two days; but not over a shorter season whose multiple it is.
 */
final class SeasonFinder {
    private static final int FIRST_EVENTS = 16;
    private static final double LEAST = 0.2;
    private static final double PROMINENT = 0.15;
    private static final double SIGNIFICANT = 4;
    private static final double BETTER = 0.02;
    private static final double CLEARLY_BETTER = 0.1;

    /** Least correlation of differences that makes a multiple of a season the second one. */
    private static final double LEAST_OF_MULTIPLE = 0.4;

    /** The same for the calendar's week, which is likelier from the start. */
    private static final double LEAST_OF_WEEK = 0.15;

    private static final double BETTER_WEEK = 0.1;

    /** A week is 7 days, a day at most that many hours or shifts. */
    private static final int MOST_TIMES = 16;

    /** The same for a second season that is in use, so that it does not come and go. */
    private static final double LEAST_IN_USE = 0.05;

    /** Events between two trials of the calendar's day, while no season is known. */
    private static final int TRY_EVERY = 16;

    /** The same once this many days are known. */
    private static final int EARLY_DAYS = 4;

    private static final int TRY_LATER = 128;

    /** Events of a day for the intervals that people choose, from 4 minutes to 12 hours. */
    private static final int[] DAYS = {2, 3, 4, 6, 8, 12, 24, 48, 72, 96, 120, 144, 240, 288, 360};

    private static final double DAY_MICROS = 86_400e6;

    /** How far the usual gap may be off: one lost event moves it by 3%. */
    private static final double ABOUT = 0.05;

    private static final int DAY_PARTS = 8;

    /** Shorter seasons have no half to compare them with. */
    private static final int LEAST_SHORTER = 4;

    private static final double LEAST_OF_DAY = 0.4;
    private static final double LEAST_OF_DAY_DIFFERENCES = 0.5;

    /** How much better a day must be than parts of a day. */
    private static final double DAY_PROMINENT = 0.3;

    /** By how much a day must beat a season of which it is a multiple. */
    private static final double BETTER_DAY = 0.05;

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
     * @param usualGap in microseconds, 0 if not known
     * @param seasons lengths in use, replaced if others were found
     * @return whether they were replaced
     */
    boolean step(
            double[] s,
            int o,
            double events,
            double usualGap,
            double location,
            double reach,
            double[] seasons,
            int seasonsAt,
            int seasonCount) {
        int n = (int) Math.min(ring.capacity(), events);
        if (n < FIRST_EVENTS) {
            return false;
        }
        int day = day(usualGap);
        int every = n < EARLY_DAYS * day ? TRY_EVERY : TRY_LATER;
        boolean tries = seasons[seasonsAt] == 0 && events % every == 0;
        if (tries && isDay(day, n, location, reach, 1)) {
            Arrays.fill(seasons, seasonsAt, seasonsAt + seasonCount, day);
            return true;
        }
        int lag = (int) s[o + LAG];
        if (lag > n / 2) {
            int first = (int) seasons[seasonsAt];
            if (isDay(day, n, location, reach, first == day ? 0.5 : 1)) {
                preferDay(s, o, day);
            }
            int second = first > 1 && seasonCount > 1 ? (int) seasons[seasonsAt + 1] : 0;
            int multiple = second > 0 ? multiple(first, 7 * day, n, location, reach) : 0;
            if (multiple == 0 && second > first && lasts(second, first, n, location, reach)) {
                multiple = second;
            }
            boolean changed = adopt(s, o, multiple, seasons, seasonsAt, seasonCount);
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

    /** The multiple of a season that is a second season, 0 if none is. */
    private int multiple(int season, int week, int n, double location, double reach) {
        int best = 0;
        double height = 0;
        double before = ring.correlationOfDifferences(season, season, n, location, reach);
        double r = ring.correlationOfDifferences(2 * season, season, n, location, reach);
        for (int times = 2; times <= MOST_TIMES && times * season <= n / 2; times++) {
            int lag = times * season;
            double after = ring.correlationOfDifferences(lag + season, season, n, location, reach);
            double least = lag == week ? LEAST_OF_WEEK : LEAST_OF_MULTIPLE;
            double better = best > 0 && lag % best == 0 ? LEAST_OF_MULTIPLE : CLEARLY_BETTER;
            least = Math.max(least, SIGNIFICANT / Math.sqrt(n - lag - season));
            boolean peak = r - Math.max(before, after) > (lag == week ? BETTER_WEEK : PROMINENT);
            if (peak && r > Math.max(least, height + better)) {
                best = lag;
                height = r;
            }
            before = r;
            r = after;
        }
        return best;
    }

    /** Whether a second season in use may be one still. */
    private boolean lasts(int second, int first, int n, double location, double reach) {
        return second + first < n
                && ring.correlationOfDifferences(second, first, n, location, reach) > LEAST_IN_USE;
    }

    /** Events of a day if the usual gap is about one into which people divide a day, else 0. */
    private static int day(double usualGap) {
        for (int day : DAYS) {
            if (Math.abs(day * usualGap / DAY_MICROS - 1) < ABOUT) {
                return day;
            }
        }
        return 0;
    }

    /**
     * Whether values repeat after a day, do not after some part of one, and repeat after a day
     * better than after any shorter season of which it is a multiple.
     *
     * @param share of the usual thresholds; less than 1 for a day that is in use
     */
    private boolean isDay(int day, int n, double location, double reach, double share) {
        if (day < DAY_PARTS || day > n / 2) {
            return false;
        }
        double r = ring.correlation(day, n, location, reach);
        if (r <= share * Math.max(LEAST_OF_DAY, SIGNIFICANT / Math.sqrt(n - day))) {
            return false;
        }
        double trough = 1;
        for (int part = 1; part < DAY_PARTS; part++) {
            trough = Math.min(trough, ring.correlation(day * part / DAY_PARTS, n, location, reach));
        }
        int step = day / DAY_PARTS;
        double least = Math.max(LEAST_OF_DAY_DIFFERENCES, SIGNIFICANT / Math.sqrt(n - day - step));
        return r - trough > share * DAY_PROMINENT
                && ring.correlationOfDifferences(day, step, n, location, reach) > share * least
                && !isMultiple(day, r, n, location, reach);
    }

    /** Whether the day is only a multiple of a season that is as good. */
    private boolean isMultiple(int day, double r, int n, double location, double reach) {
        for (int shorter = LEAST_SHORTER; shorter <= day / 2; shorter++) {
            if (day % shorter != 0) {
                continue;
            }
            double height = ring.correlation(shorter, n, location, reach);
            double half = ring.correlation(shorter / 2, n, location, reach);
            if (height > r - BETTER_DAY && height - half > PROMINENT) {
                return true;
            }
        }
        return false;
    }

    /** Makes the day the shorter season; half a day and two days are its echoes. */
    private static void preferDay(double[] s, int o, int day) {
        double longer = Math.max(s[o + FIRST], s[o + SECOND]);
        s[o + FIRST] = day;
        s[o + SECOND] = longer > 2 * day + 1 ? longer : 0;
    }

    private static boolean adopt(
            double[] s, int o, int multiple, double[] seasons, int seasonsAt, int seasonCount) {
        double first = s[o + FIRST];
        double second = s[o + SECOND] == 0 ? first : s[o + SECOND];
        double shorter = Math.min(first, second);
        double longer = Math.max(first, second);
        if (multiple > 0 && near(shorter, seasons[seasonsAt])) {
            longer = multiple;
        }
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
