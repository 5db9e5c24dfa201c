package io.undercurrent.mamba2;

/** The loops that cost most of a step, in one way of writing them. */
interface StepKernels {

    /**
     * A matrix for products.
     *
     * @param weight [rows, columns] row-major, as the reference stores it
     * @param bias [rows], or null for none
     */
    Linear linear(float[] weight, float[] bias, int rows);

    /** A scan with scratch memory of its own, for one thread. */
    StateScan scan(Mamba2Config config);

    /**
     * conv = silu(bias + taps inputs), one tap after the other from the oldest.
     *
     * @param taps [K][X]
     * @param state the K-1 older inputs begin at offset, [K-1][X]
     * @param raw the newest input
     * @param scratch [X]
     */
    void convolve(
            float[] conv,
            float[] bias,
            float[][] taps,
            float[] state,
            int offset,
            float[] raw,
            float[] scratch);

    /** The same with all K inputs in rows, the oldest at from. */
    void convolve(
            float[] conv, float[] bias, float[][] taps, float[][] rows, int from, float[] scratch);

    /** decay = keep of the channel's head, input = its dt times x; x are the first of conv. */
    void spread(float[] keep, float[] dt, float[] conv, int headdim, float[] decay, float[] input);

    /** y[i] *= silu(z[i]) for i below n. */
    void gate(float[] y, float[] z, float[] scratch, int n);

    /** In Java that C2 vectorises. */
    final class Plain implements StepKernels {
        @Override
        public void convolve(
                float[] conv,
                float[] bias,
                float[][] taps,
                float[] state,
                int offset,
                float[] raw,
                float[] scratch) {
            int n = conv.length;
            System.arraycopy(bias, 0, conv, 0, n);
            int tail = taps.length - 1;
            for (int k = 0; k < tail; k++) {
                // Copied: C2 does not vectorise a loop with an offset on one side only.
                System.arraycopy(state, offset + k * n, scratch, 0, n);
                Kernels.multiplyAdd(conv, taps[k], scratch, n);
            }
            Kernels.multiplyAdd(conv, taps[tail], raw, n);
            Kernels.silu(conv, scratch, n);
        }

        @Override
        public void convolve(
                float[] conv,
                float[] bias,
                float[][] taps,
                float[][] rows,
                int from,
                float[] scratch) {
            System.arraycopy(bias, 0, conv, 0, conv.length);
            for (int k = 0; k < taps.length; k++) {
                Kernels.multiplyAdd(conv, taps[k], rows[from + k], conv.length);
            }
            Kernels.silu(conv, scratch, conv.length);
        }

        @Override
        public void spread(
                float[] keep, float[] dt, float[] conv, int headdim, float[] decay, float[] input) {
            for (int h = 0; h < dt.length; h++) {
                int to = (h + 1) * headdim;
                for (int i = h * headdim; i < to; i++) {
                    decay[i] = keep[h];
                    input[i] = dt[h] * conv[i];
                }
            }
        }

        @Override
        public void gate(float[] y, float[] z, float[] scratch, int n) {
            Kernels.gate(y, z, scratch, n);
        }

        @Override
        public Linear linear(float[] weight, float[] bias, int rows) {
            return new PlainLinear(weight, bias, rows);
        }

        @Override
        public StateScan scan(Mamba2Config config) {
            return new PlainScan(config);
        }
    }
}
