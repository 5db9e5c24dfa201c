package io.undercurrent.training.cuda;

import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.cuda.Device.Grid;
import io.undercurrent.training.cuda.Linears.Norm;
import io.undercurrent.training.cuda.Linears.Rows;

/**
 * What all parts of a step's plan share.
 *
 * @param parts of the gradients, or null if the plan does not learn
 * @param weights address of the parameters
 * @param scalars address of what changes from step to step
 * @param carried address of the states that the pieces continue from
 * @param last address of the states after the pieces
 */
record StepContext(
        Device device,
        NetworkConfig config,
        ParameterLayout layout,
        CudaMode mode,
        Linears linears,
        Parts parts,
        int sequences,
        int length,
        long weights,
        long scalars,
        long carried,
        long last) {

    static final int SCALARS_BYTES = 64;
    static final int SCALE_AT = 56;
    static final int FRESH_AT = 60;

    private static final int NORM_THREADS = 256;
    private static final int NORM_BLOCKS_EACH = 8;
    private static final int ROWS = NORM_THREADS / 32;

    int tokens() {
        return sequences * length;
    }

    /** Address of a parameter, or 0 if the network has none of that name. */
    long weight(String name) {
        return layout.has(name) ? weights + (long) layout.place(name).at() * Float.BYTES : 0;
    }

    /** Plans parts of a parameter's gradient; nothing if it does not learn or has none. */
    long addParts(String name, int count) {
        if (parts == null || !layout.has(name)) {
            return 0;
        }
        ParameterLayout.Place place = layout.place(name);
        return parts.add(place.at(), place.floats(), count);
    }

    /** Address of the flag that says whether the pieces begin their series. */
    long fresh() {
        return scalars + FRESH_AT;
    }

    /** Address of the factor on the loss. */
    long scale() {
        return scalars + SCALE_AT;
    }

    /** Blocks of kernels in which a warp takes a row. */
    int rowBlocks() {
        return (tokens() + ROWS - 1) / ROWS;
    }

    /** The same for kernels whose blocks leave a part of a gradient. */
    int normBlocks() {
        return Math.min(rowBlocks(), NORM_BLOCKS_EACH * device.multiprocessors());
    }

    /** The backward pass of a norm; around is the gradient that goes round it, or 0. */
    void normBackward(Rows x, Norm norm, Rows dy, long around, Rows dx, long normParts) {
        int width = config.width();
        device.launch(
                "norm_backward",
                new Grid(normBlocks()),
                NORM_THREADS,
                ROWS * width * Float.BYTES,
                tokens(),
                width,
                x.stride(),
                x.at(),
                norm.inverse(),
                norm.weight(),
                dy.at(),
                around,
                dx.at(),
                normParts);
    }
}
