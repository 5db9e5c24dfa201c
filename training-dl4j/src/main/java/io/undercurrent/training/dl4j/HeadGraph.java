package io.undercurrent.training.dl4j;

import io.undercurrent.scorer.network.HeadConfig;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Mixture of bases, quantiles and the mean pinball loss in units, as defined by the head in module
 * training. There are R rows, tokens times horizons.
 */
final class HeadGraph {
    private final Ops ops;
    private final int bases;
    private final int median;
    private final List<Double> level;

    HeadGraph(Ops ops, HeadConfig.Quantiles head) {
        this.ops = ops;
        bases = head.bases();
        median = head.median();
        level = head.levels();
    }

    /**
     * The sum of all weighted rows' losses, [1, 1].
     *
     * @param mix [R, K]
     * @param offsets [R, Q]
     * @param base [R, K]
     * @param target [R, 1], any number where unknown
     * @param inverseUnit [R, 1]
     * @param weight [R, 1], 0 where the target is unknown
     */
    SDVariable loss(
            SDVariable mix,
            SDVariable offsets,
            SDVariable base,
            SDVariable target,
            SDVariable inverseUnit,
            SDVariable weight) {
        int levels = level.size();
        SDVariable point = ops.product(ops.sd.nn().softmax(mix, 1).mul(base), ops.ones(bases, 1));
        // In units, relative to the point: the median's offset, and softplus steps outwards from
        // it.
        SDVariable quantiles =
                ops.product(
                                offsets,
                                ops.constant(
                                        "median" + median,
                                        levels,
                                        levels,
                                        (from, to) -> from == median ? 1 : 0))
                        .add(
                                ops.product(
                                        ops.sd.nn().softplus(offsets),
                                        ops.constant(
                                                "steps" + median, levels, levels, this::step)));
        SDVariable apart = target.sub(point).mul(inverseUnit);
        SDVariable error = ops.across(apart, levels).sub(quantiles);
        // max(a e, (a - 1) e) = (a - 1/2) e + |e| / 2, summed over rows first.
        SDVariable signed = ops.transposedProduct(weight, error);
        SDVariable size = ops.transposedProduct(weight, ops.sd.math().abs(error));
        SDVariable slopes =
                ops.constant("slopes", levels, 1, (q, one) -> (level.get(q) - 0.5) / levels);
        SDVariable half = ops.constant("half", levels, 1, (q, one) -> 0.5 / levels);
        return ops.product(signed, slopes).add(ops.product(size, half));
    }

    /** The effect of a level's softplus on another level's quantile: -1, 0 or 1. */
    private double step(int from, int to) {
        if (from > median) {
            return to >= from ? 1 : 0;
        }
        return from < median && to <= from ? -1 : 0;
    }
}
