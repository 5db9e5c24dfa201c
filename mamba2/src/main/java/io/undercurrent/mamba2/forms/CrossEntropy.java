package io.undercurrent.mamba2.forms;

/**
 * Next-token cross-entropy {@code -ln softmax(scores)[target]} of one token, and its gradient:
 * softmax minus 1 at the target.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
public record CrossEntropy<V>(Reals<V> r) {

    /** The loss in nats. */
    public double loss(V scores, int target) {
        return logSumExp(scores) - r.get(scores, target);
    }

    /**
     * The loss in nats, and the gradient of scale times the loss.
     *
     * @param dScores receives the gradient
     */
    public double backward(V scores, int target, double scale, V dScores) {
        double normaliser = logSumExp(scores);
        for (int v = 0; v < r.length(scores); v++) {
            double p = r.exp(r.get(scores, v) - normaliser);
            r.set(dScores, v, scale * (p - (v == target ? 1 : 0)));
        }
        return normaliser - r.get(scores, target);
    }

    private double logSumExp(V scores) {
        double most = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < r.length(scores); v++) {
            most = Math.max(most, r.get(scores, v));
        }
        double sum = 0;
        for (int v = 0; v < r.length(scores); v++) {
            sum += r.exp(r.get(scores, v) - most);
        }
        return most + StrictMath.log(sum);
    }
}
