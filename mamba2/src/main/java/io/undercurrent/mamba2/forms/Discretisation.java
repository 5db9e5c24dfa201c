package io.undercurrent.mamba2.forms;

/**
 * Turns the raw dt into what the recurrence reads: dt = clamp(softplus(raw + bias)) and the log
 * decay dt A gap. The gap ratio affects only the decay, so the state fades with elapsed time while
 * an input keeps its weight.
 */
final class Discretisation<V> {

    private final Reals<V> r;
    private final V a;
    private final V bias;
    private final boolean softplus;
    private final double min;
    private final double max;

    /**
     * @param a [H], negative
     * @param bias [H], or null for none
     */
    Discretisation(Reals<V> reals, V a, V bias, boolean softplus, double min, double max) {
        r = reals;
        this.a = a;
        this.bias = bias;
        this.softplus = softplus;
        this.min = min;
        this.max = max;
    }

    /**
     * Computes dt and logDecay.
     *
     * @param raw [T][H]
     * @param gapRatios [T], or null if all are 1
     * @param dt [T][H]
     * @param logDecay [T][H]
     */
    void forward(V[] raw, float[] gapRatios, V[] dt, V[] logDecay) {
        for (int t = 0; t < raw.length; t++) {
            for (int h = 0; h < r.length(a); h++) {
                r.set(dt[t], h, Math.max(min, Math.min(max, unclamped(raw[t], h))));
                r.set(logDecay[t], h, r.get(dt[t], h) * r.get(a, h) * gap(gapRatios, t));
            }
        }
    }

    /**
     * Sets the gradients of raw and adds to those of a and bias. A clamped dt passes no gradient
     * on.
     *
     * @param dDt gradients of dt, without those through the decay
     * @param dBias [H], or null without a bias
     */
    void backward(
            V[] raw, float[] gapRatios, V[] dt, V[] dDt, V[] dLogDecay, V[] dRaw, V dA, V dBias) {
        for (int t = 0; t < raw.length; t++) {
            for (int h = 0; h < r.length(a); h++) {
                double decay = r.get(dLogDecay[t], h) * gap(gapRatios, t);
                r.set(dA, h, r.get(dA, h) + decay * r.get(dt[t], h));
                double positive = unclamped(raw[t], h);
                if (positive < min || positive > max) {
                    r.set(dRaw[t], h, 0);
                    continue;
                }
                double gradient = r.get(dDt[t], h) + decay * r.get(a, h);
                if (softplus) {
                    gradient *= slope(biased(raw[t], h));
                }
                r.set(dRaw[t], h, gradient);
                if (dBias != null) {
                    r.set(dBias, h, r.get(dBias, h) + gradient);
                }
            }
        }
    }

    private double unclamped(V raw, int h) {
        return softplus ? r.softplus(biased(raw, h)) : biased(raw, h);
    }

    private double biased(V raw, int h) {
        return bias == null ? r.get(raw, h) : r.get(raw, h) + r.get(bias, h);
    }

    private double slope(double v) {
        return v > 20 ? 1 : r.sigmoid(v);
    }

    private static double gap(float[] gapRatios, int t) {
        return gapRatios == null ? 1 : gapRatios[t];
    }
}
