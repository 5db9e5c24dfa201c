package io.undercurrent.mamba2;

/**
 * The loops over float32 rows of which the forms for whole sequences are built. Each {@link
 * StepVariant} has one implementation, and both give the same bits: a sum takes its summands in the
 * order that is told here, and a product and its sum are one fused multiply-add. All are stateless
 * and may be shared by threads. An array that is written may also be read at the same index.
 */
public interface FloatLoops {

    /** Which part of a product is there at all. */
    enum Shape {
        /** All of it. */
        FULL,

        /**
         * The left matrix, before a transposition, is lower triangular, with zeros above its
         * diagonal; its product leaves most of them out.
         */
        LEFT_LOWER,

        /** Of the result only the lower triangle is needed; the rest may hold anything finite. */
        RESULT_LOWER
    }

    /** Rows that share the limits of their sums in a product with a triangle. */
    int TILE = 4;

    /**
     * c += a b, or with a or b transposed. A sum starts from c and goes up the inner dimension.
     *
     * @param c parts of rows: [rows][columns]
     * @param a [rows][inner], or [inner][rows] if it is transposed
     * @param b [inner][columns], or [columns][inner] if it is transposed
     */
    void product(
            Block<float[]> c,
            Block<float[]> a,
            boolean aTransposed,
            Block<float[]> b,
            boolean bTransposed,
            int rows,
            int inner,
            int columns,
            Shape shape);

    /** y[yAt + i] += x[xAt + i] for i below n. */
    void add(float[] y, int yAt, float[] x, int xAt, int n);

    /** y[i] = a x[i]. */
    void scale(float[] y, float a, float[] x, int from, int to);

    /** y[i] += a x[i]. */
    void axpy(float[] y, float a, float[] x, int from, int to);

    /** y[i] = w[i] x[i]. */
    void multiply(float[] y, float[] w, float[] x, int from, int to);

    /** y[i] += w[i] x[i]. */
    void multiplyAdd(float[] y, float[] w, float[] x, int from, int to);

    /** y[i] = x[i] - w[i]. */
    void subtract(float[] y, float[] x, float[] w, int from, int to);

    /** y[i] = silu(x[i]). */
    void silu(float[] y, float[] x, int from, int to);

    /** dx[i] = dy[i] silu'(x[i]). */
    void siluBackward(float[] dx, float[] x, float[] dy, int from, int to);

    /** y[i] = exp(x[i]), as {@link FloatMath#expf}. */
    void exp(float[] y, float[] x, int from, int to);

    /** y[i] = softplus(x[i]), as {@link FloatMath#softplus}, and slope[i] = sigmoid(x[i]). */
    void softplus(float[] y, float[] slope, float[] x, int from, int to);

    /** y[i] = the greater one of y[i] and x[i]; neither is NaN. */
    void max(float[] y, float[] x, int from, int to);

    /**
     * The pinball loss of one level: {@code sum[i] += w[i] max(level e, (level - 1) e)} with {@code
     * e = y[i] - q[i]}.
     */
    void pinball(float[] sum, float[] w, float[] y, float[] q, float level, int from, int to);

    /** {@code d[i] += w[i] ((y[i] < q[i] ? 1 : 0) - level)}, the loss's slope along q. */
    void pinballSlope(float[] d, float[] w, float[] y, float[] q, float level, int from, int to);
}
