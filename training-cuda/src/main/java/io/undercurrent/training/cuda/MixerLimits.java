package io.undercurrent.training.cuda;

import io.undercurrent.mamba2.Mamba2Config;

/** The sizes that the kernels of a layer can do. */
final class MixerLimits {
    private static final int MOST_TAPS = 16;

    /** Warps of a block that sums a norm's gradient. */
    private static final int WARPS = 8;

    private MixerLimits() {}

    /**
     * Refuses what the kernels do not do.
     *
     * @throws IllegalArgumentException naming the option
     */
    static void check(Mamba2Config c, int sharedBytes) {
        if (c.dConv() > MOST_TAPS) {
            throw new IllegalArgumentException(
                    "engine cuda does not do d_conv="
                            + c.dConv()
                            + ", at most "
                            + MOST_TAPS
                            + "; engine java does");
        }
        long norms = (long) Math.max(c.dSsm(), c.dModel()) * WARPS * Float.BYTES;
        if (norms > sharedBytes) {
            throw new IllegalArgumentException(
                    "engine cuda does not do d_model="
                            + c.dModel()
                            + " with d_ssm="
                            + c.dSsm()
                            + ": sums do not fit the GPU's shared memory; engine java does");
        }
        ScanShape.choose(c, Integer.MAX_VALUE, sharedBytes);
    }
}
