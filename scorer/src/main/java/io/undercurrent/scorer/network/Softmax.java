package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.FloatMath;

/** Turns scores into shares that add up to one. */
public final class Softmax {
    private Softmax() {}

    /**
     * Computes the shares of the scores from {@code at} on, as many as {@code shares} has room for.
     */
    public static void of(float[] scores, int at, double[] shares) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < shares.length; i++) {
            most = Math.max(most, scores[at + i]);
        }
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = FloatMath.expf((float) (scores[at + i] - most));
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
    }
}
