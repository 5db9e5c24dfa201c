package io.undercurrent.detect;

import java.util.Arrays;

/**
 * {@link RecursiveLeastSquares} in half the bytes and a third of the operations: 32-bit numbers and
 * rotations without square roots (Gentleman 1973, "Least squares computations by Givens
 * transformations without square roots"; Miller 1992, AS 274).
 *
 * <p>The state holds a diagonal D, the unit upper triangular matrix U by rows, and the vector z of
 * {@code U w = z}, with {@code U'DU = sum_i f^(t-i) phi_i phi_i' + ridge I}. An event is one row of
 * weight 1 that is eliminated coordinate by coordinate. What is left of its target at the end is
 * the error of the forecast before the event, so learning needs no solution for the weights.
 *
 * <p>32 bits are enough because nothing is subtracted from D: what rounding adds to each row acts
 * like a ridge of some 1e-8 times the squared features. The ridge of one coordinate in turn is
 * restored at every {@value #RIDGE_EVERY}th event, but only where it is large enough to change that
 * coordinate's 32-bit number.
 *
 * <p>Costs: about n^2 fused multiply-adds for {@link #learn}, half of that for {@link #predict};
 * {@code n(n+1)/2 + n + 1} floats of state. Coordinates that are 0 cost nothing.
 */
public final class CompactLeastSquares {
    /** A restored ridge costs up to a third of an event. */
    private static final int RIDGE_EVERY = 4;

    private final int n;
    private final int zAt;
    private final int cursorAt;
    private final float forgetting;
    private final double ridge;
    private final double exactForgetting;
    private final float ridgeWeight;
    private final float[] row;

    /**
     * @param features number of features n, 1 to {@value RecursiveLeastSquares#MAX_FEATURES}
     * @param forgetting factor f by which each event reduces the weight of past events, in [0.5,
     *     1]; about {@code 1 / (1 - f)} events are remembered
     * @param ridge weight of {@code |w|^2} against the weighted sum of squared errors, 1e-12 to
     *     1e12
     * @throws IllegalArgumentException if a value is out of range; the message names it
     */
    public CompactLeastSquares(int features, double forgetting, double ridge) {
        n = Check.range("features", features, 1, RecursiveLeastSquares.MAX_FEATURES);
        exactForgetting = Check.range("forgetting", forgetting, 0.5, 1.0);
        this.forgetting = (float) forgetting;
        this.ridge = Check.range("ridge", ridge, 1e-12, 1e12);
        zAt = n * (n + 1) / 2;
        cursorAt = zAt + n;
        ridgeWeight = (float) ((1 - StrictMath.pow(forgetting, RIDGE_EVERY * n)) * ridge);
        row = new float[n];
    }

    /**
     * Floats of state: D and U by rows, each row's diagonal element first; z; and the place in the
     * cycle in which ridges are restored.
     */
    public int size() {
        return cursorAt + 1;
    }

    /** Starts with zero weights. Each coordinate's ridge is what its turn in the cycle expects. */
    public void init(float[] s, int o) {
        Arrays.fill(s, o, o + size(), 0f);
        int diagonal = o;
        for (int i = 0; i < n; i++) {
            s[diagonal] =
                    (float) (ridge * StrictMath.pow(exactForgetting, RIDGE_EVERY * (n - i) - 1));
            diagonal += n - i;
        }
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(float[] s, int o) {
        StateCheck.whole(
                "regression's place in its cycle", s[o + cursorAt], 0, RIDGE_EVERY * n - 1);
    }

    /**
     * Learns one event.
     *
     * @param phi features, length n; left unchanged
     * @param target the value that the read-out should give for {@code phi}
     * @return target minus the read-out for {@code phi} before this event; not finite if what was
     *     learned has overflowed, which it then has for good
     */
    public double learn(float[] s, int o, float[] phi, float target) {
        System.arraycopy(phi, 0, row, 0, n);
        float left = eliminate(s, o, target);
        int place = (int) s[o + cursorAt];
        s[o + cursorAt] = place + 1 == RIDGE_EVERY * n ? 0 : place + 1;
        if (place % RIDGE_EVERY == 0) {
            restoreRidge(s, o, place / RIDGE_EVERY);
        }
        return left;
    }

    /** Eliminates {@link #row}, of weight 1, and returns what is left of its target. */
    private float eliminate(float[] s, int o, float target) {
        float left = target;
        float inverseWeight = 1;
        float weight = 1;
        int diagonal = o;
        for (int i = 0; i < n; i++) {
            float x = row[i];
            float d = forgetting * s[diagonal];
            if (x == 0) {
                s[diagonal] = d;
                diagonal += n - i;
                continue;
            }
            float share = x / d;
            s[diagonal] = Math.fma(x * x, weight, d);
            // One over the row's weight grows; its own division would wait for the one before.
            inverseWeight = Math.fma(x, share, inverseWeight);
            weight = 1 / inverseWeight;
            float gain = share * weight;
            left = exchange(s, diagonal - i, i, x, gain, o + zAt + i, left);
            diagonal += n - i;
        }
        return left;
    }

    /** Reduces the row by x times U's row, which then takes {@code gain} times what is left. */
    private float exchange(float[] s, int shift, int i, float x, float gain, int z, float target) {
        for (int j = i + 1; j < n; j++) {
            float u = s[shift + j];
            float rest = Math.fma(-x, u, row[j]);
            row[j] = rest;
            s[shift + j] = Math.fma(gain, rest, u);
        }
        float left = Math.fma(-x, s[z], target);
        s[z] = Math.fma(gain, left, s[z]);
        return left;
    }

    /** Adds a row that has 1 in coordinate k alone, target 0, and the weight of its ridge. */
    private void restoreRidge(float[] s, int o, int k) {
        int diagonal = o + k * n - k * (k - 1) / 2;
        if (s[diagonal] + ridgeWeight == s[diagonal]) {
            return;
        }
        Arrays.fill(row, k, n, 0f);
        row[k] = 1;
        float left = 0;
        float inverseWeight = 1 / ridgeWeight;
        float weight = ridgeWeight;
        for (int i = k; i < n; i++) {
            float x = row[i];
            if (x != 0) {
                float d = s[diagonal];
                float share = x / d;
                s[diagonal] = Math.fma(x * x, weight, d);
                inverseWeight = Math.fma(x, share, inverseWeight);
                weight = 1 / inverseWeight;
                left = exchange(s, diagonal - i, i, x, share * weight, o + zAt + i, left);
            }
            diagonal += n - i;
        }
    }

    /**
     * The read-out for {@code phi}: {@code phi' w}, by elimination, which is {@code phi' U^-1 z}.
     *
     * @param phi features, length n; left unchanged
     */
    public double predict(float[] s, int o, float[] phi) {
        System.arraycopy(phi, 0, row, 0, n);
        float sum = 0;
        int first = o; // of row i; row i + 1 follows
        int i = 0;
        for (; i + 1 < n; i += 2) {
            int second = first + n - i;
            float x = row[i];
            float y = Math.fma(-x, s[first + 1], row[i + 1]);
            if (x != 0 || y != 0) {
                int a = first - i;
                int b = second - i - 1;
                for (int j = i + 2; j < n; j++) { // both rows at once, as each waits for row[j]
                    row[j] = Math.fma(-y, s[b + j], Math.fma(-x, s[a + j], row[j]));
                }
                sum = Math.fma(y, s[o + zAt + i + 1], Math.fma(x, s[o + zAt + i], sum));
            }
            first = second + n - i - 1;
        }
        return i < n ? Math.fma(row[i], s[o + zAt + i], sum) : sum;
    }

    /**
     * Converts everything learned to other units; this is exact except for the ridge and rounding.
     * Features {@code from .. n - 1} and the target are multiplied by {@code factor}, and {@code
     * shift} times feature 0 is added to feature {@code from}.
     *
     * @param from first feature in the changed unit, at least 1
     * @param factor old unit divided by new unit, positive
     * @param shift the amount by which feature {@code from} moved, in the new unit
     */
    public void carry(float[] s, int o, int from, double factor, double shift) {
        int diagonal = o;
        for (int i = 0; i < n; i++) {
            if (i < from) {
                for (int j = from; j < n; j++) {
                    s[diagonal + j - i] *= (float) factor;
                }
                s[o + zAt + i] *= (float) factor;
            } else {
                s[diagonal] *= (float) (factor * factor);
            }
            if (i == 0) {
                s[diagonal + from] += (float) shift;
            }
            diagonal += n - i;
        }
    }

    /**
     * Converts a state of {@link RecursiveLeastSquares}, as slab formats 1 to 5 have it.
     *
     * @param from its numbers, from {@code at} on
     */
    public void read(double[] from, int at, float[] s, int o) {
        int diagonal = 0;
        for (int i = 0; i < n; i++) {
            double root = from[at + diagonal];
            s[o + diagonal] = (float) (root * root);
            for (int j = 1; j < n - i; j++) {
                s[o + diagonal + j] = (float) (from[at + diagonal + j] / root);
            }
            s[o + zAt + i] = (float) (from[at + zAt + i] / root);
            diagonal += n - i;
        }
        s[o + cursorAt] = (float) (RIDGE_EVERY * from[at + cursorAt]);
    }
}
