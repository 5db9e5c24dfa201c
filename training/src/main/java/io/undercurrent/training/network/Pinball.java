package io.undercurrent.training.network;

import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.network.HeadConfig;
import java.util.Arrays;

/**
 * Computes quantiles of every horizon from the head's two linear layers, the mean pinball loss, and
 * its gradient, for some tokens at a time. Its rows go along the tokens.
 *
 * <p>Each horizon's point is a mixture of its bases by softmax; the median is the point plus an
 * offset, and the other quantiles follow on either side at distances given by softplus, so they
 * never cross. Offsets are in units of recent error, and so is the loss: {@code (a - 1[y < q]) (y -
 * q) / unit}, averaged over known targets and levels.
 */
final class Pinball<V> {
    private final Reals<V> r;
    private final int horizons;
    private final int bases;
    private final int levels;
    private final int median;
    private final double[] level;

    /** Of one horizon, [levels][tokens]. */
    private final V[] quantile;

    private final V[] slope;

    /** Of one horizon, [bases][tokens]. */
    private final V[] mix;

    private final V[] base;

    /** Of one horizon, [tokens]. */
    private final V point;

    private final V target;
    private final V unit;

    /** 1/(unit levels), and zero where the target is unknown. */
    private final V weight;

    private final V first;
    private final V second;

    /** For at most so many tokens at a time. */
    Pinball(Reals<V> reals, HeadConfig.Quantiles c, int tokens) {
        r = reals;
        horizons = c.horizons().size();
        bases = c.bases();
        levels = c.levels().size();
        median = c.median();
        level = c.levels().stream().mapToDouble(Double::doubleValue).toArray();
        quantile = r.matrix(levels, tokens);
        slope = r.matrix(levels, tokens);
        mix = r.matrix(bases, tokens);
        base = r.matrix(bases, tokens);
        point = r.vector(tokens);
        target = r.vector(tokens);
        unit = r.vector(tokens);
        weight = r.vector(tokens);
        first = r.vector(tokens);
        second = r.vector(tokens);
    }

    /** Some tokens, and what the head's two layers say of them: [outputs][tokens]. */
    static final class Part<V> {
        private final V[] mixed;
        private final V[] offsets;
        private final Tokens<V> tokens;
        private final int from;
        private final int count;

        Part(V[] mixed, V[] offsets, Tokens<V> tokens, int from, int count) {
            this.mixed = mixed;
            this.offsets = offsets;
            this.tokens = tokens;
            this.from = from;
            this.count = count;
        }

        /** Index of the first token. */
        int from() {
            return from;
        }

        /** Number of tokens. */
        int count() {
            return count;
        }
    }

    /** Computes the quantiles of one horizon. */
    private void quantiles(Part<V> p, V[] baseRows, int h) {
        int n = p.count;
        for (int i = 0; i < n; i++) {
            r.set(unit, i, r.get(p.tokens.units()[p.from + i], h));
        }
        r.transpose(base, baseRows, n, h * bases, (h + 1) * bases);
        mixture(p.mixed, h * bases, n);
        int at = h * levels;
        r.copy(point, 0, quantile[median], 0, n);
        r.multiplyAdd(quantile[median], unit, p.offsets[at + median], 0, n);
        r.copy(unit, 0, slope[median], 0, n);
        for (int q = median + 1; q < levels; q++) {
            r.softplus(first, slope[q], p.offsets[at + q], 0, n);
            r.copy(quantile[q - 1], 0, quantile[q], 0, n);
            r.multiplyAdd(quantile[q], unit, first, 0, n);
            r.multiply(slope[q], unit, slope[q], 0, n);
        }
        r.scale(second, -1, unit, 0, n);
        for (int q = median - 1; q >= 0; q--) {
            r.softplus(first, slope[q], p.offsets[at + q], 0, n);
            r.copy(quantile[q + 1], 0, quantile[q], 0, n);
            r.multiplyAdd(quantile[q], second, first, 0, n);
            r.multiply(slope[q], second, slope[q], 0, n);
        }
    }

    /** The softmax over one horizon's bases, and the point that it gives. */
    private void mixture(V[] mixed, int at, int n) {
        r.copy(mixed[at], 0, first, 0, n);
        for (int k = 1; k < bases; k++) {
            r.max(first, mixed[at + k], 0, n);
        }
        r.fill(second, 0, 0, n);
        r.fill(point, 0, 0, n);
        for (int k = 0; k < bases; k++) {
            r.subtract(mix[k], mixed[at + k], first, 0, n);
            r.exp(mix[k], mix[k], 0, n);
            r.axpy(second, 1, mix[k], 0, n);
        }
        for (int i = 0; i < n; i++) {
            r.set(second, i, 1 / r.get(second, i));
        }
        for (int k = 0; k < bases; k++) {
            r.multiply(mix[k], mix[k], second, 0, n);
            r.multiplyAdd(point, mix[k], base[k], 0, n);
        }
    }

    /** Writes the quantiles of each token: all levels of the first horizon, then of the second. */
    void write(Part<V> p, V[] out) {
        V[] baseRows = rows(p);
        for (int h = 0; h < horizons; h++) {
            quantiles(p, baseRows, h);
            for (int q = 0; q < levels; q++) {
                for (int i = 0; i < p.count; i++) {
                    r.set(out[p.from + i], h * levels + q, r.get(quantile[q], i));
                }
            }
        }
    }

    /**
     * Sums the tokens' pinball losses and, if dMix is given, sets the gradient of scale times that
     * sum with respect to both layers' outputs, [outputs][tokens].
     */
    double loss(Part<V> p, double scale, V[] dMix, V[] dOffsets) {
        double total = 0;
        V[] baseRows = rows(p);
        for (int h = 0; h < horizons; h++) {
            quantiles(p, baseRows, h);
            targets(p, h);
            r.fill(first, 0, 0, p.count);
            for (int q = 0; q < levels; q++) {
                r.pinball(first, weight, target, quantile[q], level[q], 0, p.count);
            }
            total += r.sum(first, 0, p.count);
            if (dMix != null) {
                r.scale(weight, scale, weight, 0, p.count);
                backward(h, p.count, dMix, dOffsets);
            }
        }
        return total;
    }

    private V[] rows(Part<V> p) {
        return Arrays.copyOfRange(p.tokens.bases(), p.from, p.from + p.count);
    }

    private void targets(Part<V> p, int h) {
        for (int i = 0; i < p.count; i++) {
            double y = r.get(p.tokens.targets()[p.from + i], h);
            boolean known = !Double.isNaN(y);
            r.set(target, i, known ? y : 0);
            r.set(weight, i, known ? 1 / (r.get(unit, i) * levels) : 0);
        }
    }

    /** A quantile moves with every offset between it and the median, so sum from outside in. */
    private void backward(int h, int n, V[] dMix, V[] dOffsets) {
        int at = h * levels;
        r.fill(first, 0, 0, n);
        for (int q = levels - 1; q > median; q--) {
            r.pinballSlope(first, weight, target, quantile[q], level[q], 0, n);
            r.multiply(dOffsets[at + q], first, slope[q], 0, n);
        }
        r.fill(second, 0, 0, n);
        for (int q = 0; q < median; q++) {
            r.pinballSlope(second, weight, target, quantile[q], level[q], 0, n);
            r.multiply(dOffsets[at + q], second, slope[q], 0, n);
        }
        r.axpy(first, 1, second, 0, n);
        r.pinballSlope(first, weight, target, quantile[median], level[median], 0, n);
        r.multiply(dOffsets[at + median], first, slope[median], 0, n);
        for (int k = 0; k < bases; k++) {
            V d = dMix[h * bases + k];
            r.subtract(d, base[k], point, 0, n);
            r.multiply(d, mix[k], d, 0, n);
            r.multiply(d, first, d, 0, n);
        }
    }
}
