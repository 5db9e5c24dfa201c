package io.undercurrent.training.dl4j;

import io.undercurrent.mamba2.Mamba2Config;
import org.nd4j.autodiff.samediff.SDVariable;

/** RMSNorm over groups of equal size: x / sqrt(mean(x^2) + eps) * w. */
final class NormGraph {
    private NormGraph() {}

    /**
     * Normalises each row.
     *
     * @param x [M, width]
     * @param weight [1, width]
     */
    static SDVariable rms(Ops ops, SDVariable x, SDVariable weight, int width, int groups) {
        int size = width / groups;
        SDVariable mean =
                ops.product(
                        x.mul(x),
                        ops.constant(
                                "mean" + size,
                                width,
                                groups,
                                (i, g) -> i / size == g ? 1.0 / size : 0));
        SDVariable root = ops.sd.math().sqrt(mean.add(Mamba2Config.NORM_EPS));
        SDVariable inverse = ops.sd.math().reciprocal(root);
        // One product spreads the inverse over its group and multiplies it by the weight.
        SDVariable spread = ops.spread(groups, size).mul(ops.repeat(weight, groups));
        return x.mul(ops.product(inverse, spread));
    }
}
