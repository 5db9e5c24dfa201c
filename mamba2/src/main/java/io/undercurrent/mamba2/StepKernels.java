package io.undercurrent.mamba2;

/** The loops that take most of a step's time. Each {@link StepVariant} has one implementation. */
interface StepKernels {

    /**
     * Prepares a weight matrix for products with vectors.
     *
     * @param weight [rows, columns] row-major, as the reference stores it
     * @param bias [rows], or null for none
     */
    Linear linear(float[] weight, float[] bias, int rows);

    /** A scan with its own scratch memory; it serves one thread. */
    StateScan scan(Mamba2Config config);

    /**
     * conv = silu(bias + taps inputs), adding one tap after the other from the oldest.
     *
     * @param taps [K][X]
     * @param state holds the K-1 older inputs [K-1][X], which begin at offset
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

    /** The same convolution with all K inputs in rows; the oldest is at index from. */
    void convolve(
            float[] conv, float[] bias, float[][] taps, float[][] rows, int from, float[] scratch);

    /**
     * Spreads values per head over channels: decay = keep of the channel's head, input = dt of its
     * head times x. The first channels of conv are x.
     */
    void spread(float[] keep, float[] dt, float[] conv, int headdim, float[] decay, float[] input);

    /** y[i] *= silu(z[i]) for i below n. */
    void gate(float[] y, float[] z, float[] scratch, int n);

    /** The kernels in plain Java, which C2 vectorises. */
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
                // The copy is needed because C2 does not vectorise a loop with an offset on one
                // side only.
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
