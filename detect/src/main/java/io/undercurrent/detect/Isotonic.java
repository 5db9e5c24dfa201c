package io.undercurrent.detect;

import java.util.Arrays;

/**
 * Least-squares fit of a non-decreasing sequence, for curves that must not fall but are measured
 * with noise.
 *
 * <p>Pool adjacent violators (Ayer et al. 1955), in place. A block is a run of equal values, so
 * blocks need no extra memory. The time is linear in the length, except for long runs of equal
 * values.
 */
final class Isotonic {
    private Isotonic() {}

    /** Replaces {@code x[0..length)} with the nearest non-decreasing sequence. */
    static void fit(double[] x, int length) {
        for (int i = 1; i < length; i++) {
            int start = i;
            double mean = x[i];
            while (start > 0 && x[start - 1] > mean) {
                double block = x[start - 1];
                int from = start - 1;
                while (from > 0 && x[from - 1] == block) {
                    from--;
                }
                mean = (mean * (i + 1 - start) + block * (start - from)) / (i + 1 - from);
                start = from;
            }
            Arrays.fill(x, start, i + 1, mean);
        }
    }
}
