package io.undercurrent.training.network;

import io.undercurrent.mamba2.forms.Reals;

/**
 * Next-token cross-entropy {@code -ln softmax(scores)[target]} and its gradient, softmax minus the
 * target's one.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
record EventHead<V>(Reals<V> r) {
    /**
     * One token's cross-entropy in nats, 0 where its target is NaN; if dScores is given, the
     * gradient of scale times it.
     */
    double loss(V scores, V targets, double scale, V dScores) {
        double target = r.get(targets, 0);
        if (Double.isNaN(target)) {
            return 0;
        }
        double most = Double.NEGATIVE_INFINITY;
        int n = r.length(scores);
        for (int v = 0; v < n; v++) {
            most = Math.max(most, r.get(scores, v));
        }
        double sum = 0;
        for (int v = 0; v < n; v++) {
            sum += r.exp(r.get(scores, v) - most);
        }
        for (int v = 0; dScores != null && v < n; v++) {
            double p = r.exp(r.get(scores, v) - most) / sum;
            r.set(dScores, v, scale * (p - (v == (int) target ? 1 : 0)));
        }
        return most + StrictMath.log(sum) - r.get(scores, (int) target);
    }
}
