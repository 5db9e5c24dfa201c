package io.undercurrent.mamba2;

/**
 * The inner loops of the float32 step. Each is elementwise over at most seven arrays with the same
 * index in all of them, because C2 vectorises such loops. Sums run in a fixed order, element by
 * element, so that the vector width does not change a result. A product and its sum are one fused
 * multiply-add: every processor rounds it alike, and it takes half the time (x86 has had it since
 * 2013; older processors compute it in software, hundreds of times slower).
 */
final class Kernels {

    private Kernels() {}

    /** y[i] += a0 w0[i] + a1 w1[i] + a2 w2[i] + a3 w3[i], left to right, for i below n. */
    static void axpy4(
            float[] y,
            float a0,
            float[] w0,
            float a1,
            float[] w1,
            float a2,
            float[] w2,
            float a3,
            float[] w3,
            int n) {
        for (int i = 0; i < n; i++) {
            float sum = Math.fma(a1, w1[i], Math.fma(a0, w0[i], y[i]));
            y[i] = Math.fma(a3, w3[i], Math.fma(a2, w2[i], sum));
        }
    }

    /** {@link #axpy4} for two events, so that each weight is loaded once for both. */
    static void axpy4x2(
            float[] y,
            float[] z,
            float a0,
            float b0,
            float[] w0,
            float a1,
            float b1,
            float[] w1,
            float a2,
            float b2,
            float[] w2,
            float a3,
            float b3,
            float[] w3,
            int n) {
        for (int i = 0; i < n; i++) {
            float first = Math.fma(a1, w1[i], Math.fma(a0, w0[i], y[i]));
            float second = Math.fma(b1, w1[i], Math.fma(b0, w0[i], z[i]));
            y[i] = Math.fma(a3, w3[i], Math.fma(a2, w2[i], first));
            z[i] = Math.fma(b3, w3[i], Math.fma(b2, w2[i], second));
        }
    }

    /** y[i] += a w[i] for i below n. */
    static void axpy(float[] y, float a, float[] w, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(a, w[i], y[i]);
        }
    }

    /** y[i] += w[i] x[i] for i below n. */
    static void multiplyAdd(float[] y, float[] w, float[] x, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(w[i], x[i], y[i]);
        }
    }

    /** y[i] = w[i] x[i] for i below n. */
    static void multiply(float[] y, float[] w, float[] x, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = w[i] * x[i];
        }
    }

    /** y[i] += x[i] for i below n. */
    static void add(float[] y, float[] x, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = y[i] + x[i];
        }
    }

    /**
     * x[i] = silu(x[i]) for i below n. A separate loop writes the clamped values to scratch: C2's
     * code for the two loops takes two thirds of the time of one loop that does both.
     */
    static void silu(float[] x, float[] scratch, int n) {
        clamp(scratch, x, n);
        for (int i = 0; i < n; i++) {
            x[i] = x[i] * FloatMath.clampedSigmoid(scratch[i]);
        }
    }

    /** y[i] *= silu(z[i]) for i below n. */
    static void gate(float[] y, float[] z, float[] scratch, int n) {
        clamp(scratch, z, n);
        for (int i = 0; i < n; i++) {
            y[i] = y[i] * (z[i] * FloatMath.clampedSigmoid(scratch[i]));
        }
    }

    private static void clamp(float[] y, float[] x, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.clamp(x[i]);
        }
    }

    /**
     * Updates two rows of the state together, for channels from to to - 1: s = decay s + input b,
     * then y += s c.
     */
    static void updateState2(
            float[] s0,
            float[] s1,
            float[] decay,
            float[] input,
            float[] y,
            float b0,
            float c0,
            float b1,
            float c1,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float first = Math.fma(decay[i], s0[i], input[i] * b0);
            float second = Math.fma(decay[i], s1[i], input[i] * b1);
            s0[i] = first;
            s1[i] = second;
            y[i] = Math.fma(second, c1, Math.fma(first, c0, y[i]));
        }
    }

    /**
     * Updates one row of the state, for an odd d_state, with the same sums as {@link
     * #updateState2}.
     */
    static void updateState(
            float[] s,
            float[] decay,
            float[] input,
            float[] y,
            float b,
            float c,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float next = Math.fma(decay[i], s[i], input[i] * b);
            s[i] = next;
            y[i] = Math.fma(next, c, y[i]);
        }
    }

    /**
     * 1/sqrt(mean of squares + eps) over channels from to to - 1. It keeps eight partial sums,
     * because a single sum would wait four cycles for each addition.
     */
    static float inverseRms(float[] x, int from, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            s0 += x[i] * x[i];
            s1 += x[i + 1] * x[i + 1];
            s2 += x[i + 2] * x[i + 2];
            s3 += x[i + 3] * x[i + 3];
            s4 += x[i + 4] * x[i + 4];
            s5 += x[i + 5] * x[i + 5];
            s6 += x[i + 6] * x[i + 6];
            s7 += x[i + 7] * x[i + 7];
        }
        for (; i < to; i++) {
            s0 += x[i] * x[i];
        }
        float sum = ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7));
        return (float) (1 / Math.sqrt(sum / (double) (to - from) + Mamba2Config.NORM_EPS));
    }

    /** y[i] = x[i] scale w[i] for channels from to to - 1. */
    static void scale(float[] y, float[] x, float scale, float[] w, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] * scale * w[i];
        }
    }
}
