package io.undercurrent.training.network;

import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.network.HeadConfig;

/**
 * Computes quantiles of every horizon from the head's two linear layers, the mean pinball loss, and
 * its gradient.
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
    private final double[] quantile;
    private final double[] slope;
    private final double[] mix;

    Pinball(Reals<V> reals, HeadConfig.Quantiles c) {
        r = reals;
        horizons = c.horizons().size();
        bases = c.bases();
        levels = c.levels().size();
        median = c.median();
        level = c.levels().stream().mapToDouble(Double::doubleValue).toArray();
        quantile = new double[levels];
        slope = new double[levels];
        mix = new double[bases];
    }

    /** Computes the quantiles of one token and horizon; returns the mixture's point. */
    private double quantiles(V mixRow, V offsetRow, V baseRow, V unitRow, int h) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < bases; k++) {
            most = Math.max(most, r.get(mixRow, h * bases + k));
        }
        double sum = 0;
        double point = 0;
        for (int k = 0; k < bases; k++) {
            mix[k] = r.exp(r.get(mixRow, h * bases + k) - most);
            sum += mix[k];
        }
        for (int k = 0; k < bases; k++) {
            mix[k] /= sum;
            point += mix[k] * r.get(baseRow, h * bases + k);
        }
        double unit = r.get(unitRow, h);
        int at = h * levels;
        quantile[median] = point + unit * r.get(offsetRow, at + median);
        slope[median] = unit;
        for (int q = median + 1; q < levels; q++) {
            double raw = r.get(offsetRow, at + q);
            quantile[q] = quantile[q - 1] + unit * r.softplus(raw);
            slope[q] = unit * r.sigmoid(raw);
        }
        for (int q = median - 1; q >= 0; q--) {
            double raw = r.get(offsetRow, at + q);
            quantile[q] = quantile[q + 1] - unit * r.softplus(raw);
            slope[q] = -unit * r.sigmoid(raw);
        }
        return point;
    }

    /** Writes a token's quantiles: all levels of the first horizon, then of the second. */
    void write(V mixRow, V offsetRow, V baseRow, V unitRow, V out) {
        for (int h = 0; h < horizons; h++) {
            quantiles(mixRow, offsetRow, baseRow, unitRow, h);
            for (int q = 0; q < levels; q++) {
                r.set(out, h * levels + q, quantile[q]);
            }
        }
    }

    /**
     * Sums a token's pinball losses and, if dMix is given, writes the gradient of scale times that
     * sum with respect to both layers' outputs.
     */
    double loss(V mixRow, V offsetRow, Tokens<V> x, int t, double scale, V dMix, V dOffset) {
        double total = 0;
        for (int h = 0; h < horizons; h++) {
            double y = r.get(x.targets()[t], h);
            if (Double.isNaN(y)) {
                continue;
            }
            double point = quantiles(mixRow, offsetRow, x.bases()[t], x.units()[t], h);
            double unit = r.get(x.units()[t], h);
            double above = 0;
            double dPoint = 0;
            for (int q = 0; q < levels; q++) {
                double error = y - quantile[q];
                total += (error < 0 ? level[q] - 1 : level[q]) * error / (unit * levels);
            }
            if (dMix == null) {
                continue;
            }
            // A quantile moves with every offset between it and the median, so sum from outside in.
            for (int q = levels - 1; q > median; q--) {
                above += slopeOfLoss(y, q, unit);
                r.set(dOffset, h * levels + q, scale * above * slope[q]);
            }
            dPoint += above;
            above = 0;
            for (int q = 0; q < median; q++) {
                above += slopeOfLoss(y, q, unit);
                r.set(dOffset, h * levels + q, scale * above * slope[q]);
            }
            dPoint += above + slopeOfLoss(y, median, unit);
            r.set(dOffset, h * levels + median, scale * dPoint * slope[median]);
            for (int k = 0; k < bases; k++) {
                double base = r.get(x.bases()[t], h * bases + k);
                r.set(dMix, h * bases + k, scale * dPoint * mix[k] * (base - point));
            }
        }
        return total;
    }

    private double slopeOfLoss(double y, int q, double unit) {
        return ((y < quantile[q] ? 1 : 0) - level[q]) / (unit * levels);
    }
}
