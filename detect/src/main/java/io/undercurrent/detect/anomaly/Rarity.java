package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * Turns the size of a statistic into surprise, {@code -log10} of the share of earlier sizes that
 * were as large. It counts sizes in a histogram of {@value #BINS} bins, {@value #PER_OCTAVE} to a
 * doubling, up to 512; beyond the {@value #MANY} largest sizes it extends the histogram by a Pareto
 * tail whose exponent is estimated from the largest 3% (Hill 1975). About {@value #REMEMBERED}
 * sizes are remembered: what a key has shown before surprises less.
 *
 * <p>Cost: {@value #SIZE} 32-bit numbers, and one or two logarithms for sizes that are rare.
 */
final class Rarity {
    static final int PER_OCTAVE = 5;
    static final int BINS = 81;
    static final int SIZE = BINS + 1;

    /** No surprise is larger, so that one statistic alone cannot drown the others. */
    static final double MOST = 10;

    static final double REMEMBERED = 8000;
    private static final int MANY = 10;

    /** The smallest size with a bin of its own, as a power of two; smaller ones share bin 0. */
    private static final int FIRST_OCTAVE = -7;

    /** Sums of 32-bit numbers differ by less. */
    private static final double ROUNDING = 1e-3;

    private static final double FORGOTTEN = 0.9;
    private static final int TOTAL = BINS;

    /** Sizes that count as seen before the first, so that early surprises stay small. */
    private static final double PRIOR = 40;

    private static final double LEAST_EXPONENT = 3;
    private static final double MOST_EXPONENT = 8;
    private static final double LOG10_OF_2 = 0.3010299956639812;
    private static final double LN_OF_2 = 0.6931471805599453;

    /** 2^(i/5) */
    private static final double[] STEPS = {
        1, 1.148698354997035, 1.3195079107728942, 1.515716566510398, 1.7411011265922482, 2
    };

    private Rarity() {}

    /** How many sizes are remembered. */
    static double count(float[] f, int p) {
        return f[p + TOTAL];
    }

    static void init(float[] f, int p) {
        Arrays.fill(f, p, p + SIZE, 0f);
    }

    static void check(float[] f, int p) {
        StateCheck.range("number of sizes", f[p + TOTAL], 0, REMEMBERED + 1);
        double most = f[p + TOTAL] * (1 + ROUNDING) + 1;
        for (int b = 0; b < BINS; b++) {
            StateCheck.range("number of equal sizes", f[p + b], 0, most);
        }
    }

    /** A size's position on the scale of bins, in [0, BINS); a bin's sizes are spread evenly. */
    private static double place(double size) {
        int exponent = Math.getExponent(size);
        if (exponent < FIRST_OCTAVE) {
            return 0;
        }
        int octave = exponent - FIRST_OCTAVE;
        if (octave * PER_OCTAVE >= BINS) {
            return BINS - 0.5;
        }
        double mantissa = size / Math.scalb(1.0, exponent);
        int i = 0;
        while (i < PER_OCTAVE - 1 && mantissa >= STEPS[i + 1]) {
            i++;
        }
        double within = (mantissa - STEPS[i]) / (STEPS[i + 1] - STEPS[i]);
        return Math.min(BINS - 0.5, octave * PER_OCTAVE + i + within);
    }

    /** Learns one size, 0 or more. */
    static void learn(float[] f, int p, double size) {
        learnPlace(f, p, (int) place(size));
    }

    private static void learnPlace(float[] f, int p, int bin) {
        if (f[p + TOTAL] >= REMEMBERED) {
            float total = 0;
            for (int b = 0; b < BINS; b++) {
                f[p + b] *= (float) FORGOTTEN;
                total += f[p + b];
            }
            f[p + TOTAL] = total;
        }
        f[p + bin]++;
        f[p + TOTAL]++;
    }

    /**
     * The surprise of a size, in [0, {@value #MOST}]: 3 for once in a thousand.
     *
     * @param size 0 or more
     */
    static double surprise(float[] f, int p, double size) {
        return surpriseAt(f, p, place(size));
    }

    /** Both, which share a part of the work: the surprise of a size, which is then learned. */
    static double observe(float[] f, int p, double size) {
        double place = place(size);
        double surprise = surpriseAt(f, p, place);
        learnPlace(f, p, (int) place);
        return surprise;
    }

    private static double surpriseAt(float[] f, int p, double place) {
        double total = f[p + TOTAL] + PRIOR;
        int bin = (int) place;
        double above = above(f, p, bin) + f[p + bin] * (bin + 1 - place);
        if (above >= MANY) {
            return Math.min(MOST, Math.max(0, -StrictMath.log10((above + 0.4) / total)));
        }
        double octaves = (place - tenthLargest(f, p)) / PER_OCTAVE;
        double beyond = exponent(f, p) * Math.max(0, octaves) * LOG10_OF_2;
        double surprise = beyond - StrictMath.log10((MANY + 0.4) / total);
        return Math.min(MOST, Math.max(0, surprise));
    }

    /** Sizes in the bins behind one. Two sums, because one would wait for itself at each step. */
    private static double above(float[] f, int p, int bin) {
        float one = 0;
        float other = 0;
        int b = BINS - 1;
        for (; b > bin + 1; b -= 2) {
            one += f[p + b];
            other += f[p + b - 1];
        }
        return b > bin ? one + other + f[p + b] : one + other;
    }

    /** The place that {@value #MANY} sizes reach; 0 if there are fewer. */
    private static double tenthLargest(float[] f, int p) {
        double sum = 0;
        for (int b = BINS - 1; b >= 0; b--) {
            double next = sum + f[p + b];
            if (next >= MANY) {
                return b + 1 - (MANY - sum) / f[p + b];
            }
            sum = next;
        }
        return 0;
    }

    /** The tail's exponent: one over the mean logarithm of the largest sizes over the smallest. */
    private static double exponent(float[] f, int p) {
        double wanted = Math.max(20, 0.03 * f[p + TOTAL]);
        double count = 0;
        double sum = 0;
        int b = BINS;
        while (b > 0 && count < wanted) {
            b--;
            count += f[p + b];
            sum += f[p + b] * (b + 0.5);
        }
        double logs = (sum - count * (b + 0.5)) * LN_OF_2 / PER_OCTAVE;
        double exponent = (count + 4) / (logs + 4.0 / LEAST_EXPONENT);
        return Math.max(LEAST_EXPONENT, Math.min(MOST_EXPONENT, exponent));
    }
}
