package io.undercurrent.training.cuda;

import io.undercurrent.mamba2.Mamba2Config;

/**
 * How the scan's kernels cut their work: tokens of a chunk, which change only rounding and speed,
 * and heads that a block takes at a time, so that all fits shared memory.
 *
 * @param chunk tokens of a chunk, a multiple of 16
 * @param batch heads that the forward kernels take at a time
 * @param backBatch heads that the backward kernels take at a time
 * @param stateBytes shared memory of the kernels of chunk states
 * @param outputBytes of chunk outputs
 * @param gradientBytes of chunk states' gradients
 * @param backwardBytes of the backward pass
 */
record ScanShape(
        int chunk,
        int batch,
        int backBatch,
        int stateBytes,
        int outputBytes,
        int gradientBytes,
        int backwardBytes) {

    /** Chooses the length of a chunk; 16, 32 or 64. */
    static final String CHUNK_PROPERTY = "undercurrent.cuda.chunk";

    private static final int USUAL_CHUNK = 32;
    private static final int LEAST_CHUNK = 16;

    /** Two blocks then share a multiprocessor. */
    private static final int COMFORTABLE_BYTES = 100 * 1024;

    /**
     * Chooses for a mixer and a device.
     *
     * @throws IllegalArgumentException naming the sizes if nothing fits
     */
    static ScanShape choose(Mamba2Config c, int length, int sharedBytes) {
        int chunk = Integer.getInteger(CHUNK_PROPERTY, USUAL_CHUNK);
        if (chunk != 16 && chunk != 32 && chunk != 64) {
            throw new IllegalArgumentException(
                    CHUNK_PROPERTY + "=" + chunk + ": allowed are 16, 32 and 64");
        }
        while (chunk > LEAST_CHUNK && chunk / 2 >= length) {
            chunk /= 2;
        }
        for (; chunk >= LEAST_CHUNK; chunk /= 2) {
            ScanShape shape = of(c, chunk, Math.min(COMFORTABLE_BYTES, sharedBytes));
            if (shape.fits(c, sharedBytes)) {
                return shape;
            }
        }
        throw new IllegalArgumentException(
                "engine cuda does not do headdim="
                        + c.headdim()
                        + " with d_state="
                        + c.dState()
                        + " and "
                        + c.nheads() / c.ngroups()
                        + " heads a group: a chunk does not fit the GPU's shared memory; engine java does");
    }

    /**
     * The state's size if the kernels were compiled for exactly these sizes, else 0; {@code
     * known_sizes} in mixer.cuh.
     */
    int known(Mamba2Config c) {
        boolean usual =
                chunk == USUAL_CHUNK
                        && c.ngroups() == 1
                        && c.dMlp() == 0
                        && c.dConv() == 4
                        && c.rmsnorm()
                        && !c.normBeforeGate()
                        && !c.dHasHdim();
        if (!usual || batch != 4) {
            return 0;
        }
        return switch (c.dState()) {
                    case 16, 32 -> c.nheads() == 4 && c.headdim() == c.dState() && backBatch == 4;
                    case 64 -> c.nheads() == 4 && c.headdim() == 64 && backBatch == 2;
                    case 128 -> c.nheads() == 8 && c.headdim() == 64 && backBatch == 1;
                    default -> false;
                }
                ? c.dState()
                : 0;
    }

    private boolean fits(Mamba2Config c, int sharedBytes) {
        int most =
                Math.max(Math.max(stateBytes, outputBytes), Math.max(gradientBytes, backwardBytes));
        return most <= sharedBytes && c.headdim() <= chunk * (chunk + 1);
    }

    private static ScanShape of(Mamba2Config c, int chunk, int bytes) {
        int heads = c.nheads() / c.ngroups();
        int batch = heads;
        while (batch > 1 && Math.max(states(c, chunk, batch), outputs(c, chunk, batch)) > bytes) {
            batch = (batch + 1) / 2;
        }
        int back = heads;
        while (back > 1 && Math.max(states(c, chunk, back), backward(c, chunk, back)) > bytes) {
            back = (back + 1) / 2;
        }
        return new ScanShape(
                chunk,
                batch,
                back,
                states(c, chunk, batch),
                outputs(c, chunk, batch),
                states(c, chunk, back),
                backward(c, chunk, back));
    }

    private static int up(int n) {
        return (n + 15) / 16 * 16;
    }

    private static int bytes(long floats) {
        return (int) Math.min(Integer.MAX_VALUE, floats * Float.BYTES);
    }

    private static long decays(Mamba2Config c, int chunk) {
        return 3L * (c.nheads() / c.ngroups()) * chunk;
    }

    private static int states(Mamba2Config c, int chunk, int batch) {
        long rows = up(c.dState()) + 8L + (long) batch * up(c.headdim()) + 8;
        return bytes(decays(c, chunk) + chunk * rows);
    }

    private static int outputs(Mamba2Config c, int chunk, int batch) {
        long rows = 2 * (up(c.dState()) + 4L) + chunk + 4 + (long) batch * up(c.headdim()) + 8;
        return bytes(decays(c, chunk) + chunk * rows);
    }

    private static int backward(Mamba2Config c, int chunk, int batch) {
        long rows =
                4 * (up(c.dState()) + 4L)
                        + 2 * (chunk + 4L)
                        + 2 * ((long) batch * up(c.headdim()) + 4)
                        + (long) batch * (chunk + 1)
                        + 3L * batch * (up(c.headdim()) / 16);
        return bytes(decays(c, chunk) + chunk * rows + batch);
    }
}
