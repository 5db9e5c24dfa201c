package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * Where a channel's values lie: a histogram of {@value #BINS} bins. A value surprises if it lies
 * within the usual range, but where hardly any value was before.
 *
 * <p>The surprise is {@code -log10} of the share of the remembered values that lay in bins at most
 * as full, so it is as rare as it says without further learning, and what was seen surprises less.
 * Farther from all values it is larger. Four rules keep ordinary streams quiet:
 *
 * <ul>
 *   <li>Only bins between two well-filled ones count. The tails are not judged: there {@link
 *       Records} and the errors say more. So values with one heap of any shape hardly surprise.
 *   <li>A well-filled bin was visited some times: a level that was kept for long but came once does
 *       not tell where the next one lies.
 *   <li>A bin is as full as it and its two neighbours, so that a level that moves a little does not
 *       come to a new place.
 *   <li>The value before lies in none of these three. What moves step by step is a course, and
 *       other statistics judge that.
 * </ul>
 *
 * <p>The two bins at the ends have no outer bound. Once more than {@value #OUTSIDE} of the values
 * lie in one of them, the grid moves to that side, if the other half is empty, or becomes twice as
 * wide: both add whole bins, so no value is put where it was not. If nearly all values lie in a
 * quarter of the bins, the grid starts again around these. About {@value #REMEMBERED} values are
 * remembered.
 *
 * <p>Cost: {@value #DOUBLES} 64-bit and {@value #FLOATS} 32-bit numbers; an event costs a division,
 * and a pass over the bins only at a place that is rare.
 */
final class Places {
    private static final int LOW = 0;

    /** Width of a bin; 0 while there is no grid. */
    private static final int WIDTH = 1;

    static final int DOUBLES = 2;

    static final int BINS = 48;
    private static final int LAST = BINS - 1;
    private static final int TOTAL = BINS;

    /** Visits to a place: a value comes to it from elsewhere, and others there may follow. */
    private static final int VISITS = BINS + 1;

    /** The bin in which the newest visit began. */
    private static final int AT = BINS + 2;

    static final int FLOATS = BINS + 3;

    static final int REMEMBERED = 4096;

    /** At this number, 256 values are forgotten at once. */
    private static final float KEPT = 1 - 256f / REMEMBERED;

    /** Fewer values leave most bins empty. */
    private static final int JUDGED_AFTER = 500;

    /** A place where more of the values lie is not rare. */
    private static final double RARE = 0.02;

    /** A bin is well filled if it holds this share of the values, this number and some visits. */
    private static final double FILLED_SHARE = 0.005;

    private static final double FILLED = 12;
    private static final double FILLED_VISITS = 4;

    /** Counts as seen at each place. */
    private static final double PRIOR = 0.5;

    /** Of a value that was seen, as much is left for some 2800 values. */
    private static final double SEEN = 0.5;

    /**
     * Bins from the next value beyond which a value is still rarer: heaps are taken to end no
     * faster than with the square of the distance.
     */
    private static final double NEAR = 2;

    /** Share and number of values in a bin at the end from which the grid grows. */
    private static final double OUTSIDE = 0.02;

    private static final double FEW = 8;

    /** A value that lies more widths of the grid outside belongs to another scale. */
    private static final double OTHER_SCALE = 8;

    /** Free room of a new grid at each end, as a share of what it is made for. */
    private static final double MARGIN = 1.0 / 12;

    /** If nearly all values lie in so few bins, they are too wide. */
    private static final int NARROW = 12;

    private static final int FIRST_LOOK = 512;

    private static final double MOST = 1e160;

    private Places() {}

    static void init(double[] s, int o, float[] f, int p) {
        Arrays.fill(s, o, o + DOUBLES, 0);
        Arrays.fill(f, p, p + FLOATS, 0f);
    }

    static void check(double[] s, int o, float[] f, int p) {
        StateCheck.range("start of the places", s[o + LOW], -MOST, MOST);
        StateCheck.range("width of a place", s[o + WIDTH], 0, MOST);
        for (int b = 0; b <= VISITS; b++) {
            StateCheck.range("number of values at a place", f[p + b], 0, REMEMBERED);
        }
        StateCheck.whole("newest place", f[p + AT], 0, LAST);
    }

    /**
     * Judges a value and learns it.
     *
     * @param value what lies within the range is learned as it is: {@link Outliers}
     * @param last the value before
     * @param low lowest value so far
     * @param high highest value so far
     * @param least {@link Level#least}; no bin becomes much narrower
     * @return the surprise, in [0, {@link Rarity#MOST}]: 3 for once in a thousand values
     */
    static double observe(
            double[] s,
            int o,
            float[] f,
            int p,
            double value,
            double last,
            double low,
            double high,
            double least) {
        if (s[o + WIDTH] == 0) {
            if (!(high > low)) {
                return 0;
            }
            start(s, o, f, p, low, high);
        }
        int bin = bin(s, o, value);
        double surprise = 0;
        if (isElsewhere(bin, (int) f[p + AT])) {
            boolean judged = f[p + TOTAL] >= JUDGED_AFTER && isElsewhere(bin, bin(s, o, last));
            surprise = judged ? surprise(f, p, bin) : 0;
            f[p + VISITS]++;
            f[p + AT] = bin;
        }
        f[p + bin]++;
        float total = ++f[p + TOTAL];
        boolean looks = total >= FIRST_LOOK && isPowerOfTwo(total);
        if (total >= REMEMBERED) {
            forget(f, p);
            looks = true;
        }
        if (looks && fit(s, o, f, p, least)) {
            f[p + AT] = bin(s, o, value);
        } else if ((bin == 0 || bin == LAST) && f[p + bin] > FEW + OUTSIDE * total) {
            extend(s, o, f, p, value, low, high);
            f[p + AT] = bin(s, o, value);
        }
        return surprise;
    }

    private static boolean isElsewhere(int bin, int other) {
        return Math.abs(bin - other) > 1;
    }

    private static boolean isPowerOfTwo(float total) {
        int whole = (int) total;
        return whole == total && (whole & (whole - 1)) == 0;
    }

    private static int bin(double[] s, int o, double value) {
        double place = (value - s[o + LOW]) / s[o + WIDTH];
        return (int) Math.max(0, Math.min(LAST, place));
    }

    /** An empty grid for values from low to high. */
    private static void start(double[] s, int o, float[] f, int p, double low, double high) {
        double room = MARGIN * (high - low);
        s[o + LOW] = low - room;
        s[o + WIDTH] = (high - low + 2 * room) / BINS;
        Arrays.fill(f, p, p + FLOATS, 0f);
    }

    private static double surprise(float[] f, int p, int bin) {
        double total = f[p + TOTAL];
        if (bin == 0 || bin == LAST) {
            return 0;
        }
        double here = around(f, p, bin);
        if (here > RARE * total) {
            return 0;
        }
        double stay = total / Math.max(1, f[p + VISITS]); // values of a visit
        double filled = Math.max(FILLED, Math.max(FILLED_VISITS * stay, FILLED_SHARE * total));
        int first = 2;
        while (first < bin && around(f, p, first) < filled) {
            first++;
        }
        int end = LAST - 2;
        while (end > bin && around(f, p, end) < filled) {
            end--;
        }
        if (first >= bin || end <= bin) {
            return 0;
        }
        // Places with one visit more count as equal: of places without any, most are never seen.
        double rare = PRIOR;
        for (int b = first + 1; b < end; b++) {
            rare += around(f, p, b) <= here + stay ? f[p + b] : 0;
        }
        double away = away(f, p, bin) / NEAR;
        rare /= away > 1 ? away * away : 1;
        return Math.min(Rarity.MOST, Math.max(0, -StrictMath.log10(rare / total)));
    }

    /** Bins to the next one that holds a value; there is one on each side. */
    private static double away(float[] f, int p, int bin) {
        int away = 0;
        while (f[p + bin - away] < SEEN && f[p + bin + away] < SEEN) {
            away++;
        }
        return away;
    }

    /** Values in a bin that is not at an end and in both of its neighbours. */
    private static double around(float[] f, int p, int bin) {
        return f[p + bin - 1] + f[p + bin] + f[p + bin + 1];
    }

    private static void forget(float[] f, int p) {
        float total = 0;
        for (int b = 0; b < BINS; b++) {
            f[p + b] *= KEPT;
            total += f[p + b];
        }
        f[p + TOTAL] = total;
        f[p + VISITS] *= KEPT;
    }

    /** Starts again with narrower bins if nearly all values lie in a few. */
    private static boolean fit(double[] s, int o, float[] f, int p, double least) {
        if (s[o + WIDTH] <= least) {
            return false;
        }
        double few = FILLED_SHARE * f[p + TOTAL];
        int first = 0;
        for (double sum = f[p]; sum <= few && first < LAST; sum += f[p + first]) {
            first++;
        }
        int end = LAST;
        for (double sum = f[p + LAST]; sum <= few && end > first; sum += f[p + end]) {
            end--;
        }
        if (end - first >= NARROW) {
            return false;
        }
        double low = s[o + LOW] + first * s[o + WIDTH];
        start(s, o, f, p, low, low + (end - first + 1) * s[o + WIDTH]);
        return true;
    }

    /** Makes room where too many values lie in the bin at an end. */
    private static void extend(
            double[] s, int o, float[] f, int p, double value, double low, double high) {
        double width = s[o + WIDTH];
        double span = BINS * width;
        double from = s[o + LOW];
        double far = Math.max(from - value, value - (from + span));
        if (far > OTHER_SCALE * span && high - low > span) {
            start(s, o, f, p, low, high);
            return;
        }
        boolean up = bin(s, o, value) == LAST;
        int half = BINS / 2;
        double other = 0;
        for (int b = 0; b < half; b++) {
            other += f[p + (up ? b : LAST - b)];
        }
        boolean moves = other <= OUTSIDE * f[p + TOTAL];
        // Nobody knows how far outside the values in the bin at the end lay.
        f[p + (up ? LAST : 0)] = 0;
        if (moves) {
            move(f, p, up ? -half : half);
            s[o + LOW] = from + (up ? half : -half) * width;
        } else {
            merge(f, p, up ? 0 : half);
            s[o + LOW] = up ? from : from - span;
            s[o + WIDTH] = 2 * width;
        }
        float total = 0;
        for (int b = 0; b < BINS; b++) {
            total += f[p + b];
        }
        f[p + VISITS] *= total / f[p + TOTAL];
        f[p + TOTAL] = total;
    }

    /** Moves all counts by some bins; what would leave the grid stays in the bin at that end. */
    private static void move(float[] f, int p, int by) {
        for (int i = 0; i < BINS; i++) {
            int b = by < 0 ? i : LAST - i; // towards the end that they move to, that one first
            float count = f[p + b];
            f[p + b] = 0;
            f[p + Math.max(0, Math.min(LAST, b + by))] += count;
        }
    }

    /** Makes one bin of each two, the first of which is at {@code at}. */
    private static void merge(float[] f, int p, int at) {
        for (int i = 0; i < BINS / 2; i++) {
            int from = at == 0 ? i : BINS / 2 - 1 - i; // no bin is written before it was read
            float count = f[p + 2 * from] + f[p + 2 * from + 1];
            f[p + at + from] = count;
        }
        Arrays.fill(f, p + BINS / 2 - at, p + BINS - at, 0f);
    }
}
