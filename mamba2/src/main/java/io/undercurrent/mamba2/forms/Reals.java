package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Block;
import io.undercurrent.mamba2.FloatLoops.Shape;

/**
 * The arithmetic of one precision: the few loops over rows from which all forms are built. So the
 * formulas are written once, and only the loops twice. Ranges are [from, to) with the same index in
 * all arrays, because C2 vectorises such loops. Scalars are passed as double and rounded to the
 * precision.
 *
 * @param <V> {@code float[]} or {@code double[]}; a matrix is an array of such rows
 */
public interface Reals<V> {

    /** A new vector of zeros. */
    V vector(int length);

    /** A new matrix of zeros. */
    V[] matrix(int rows, int columns);

    /** Number of elements. */
    int length(V v);

    /** One element. */
    double get(V v, int i);

    /** Sets one element. */
    void set(V v, int i, double value);

    /** exp(x). */
    double exp(double x);

    /** ln(1 + exp(x)), linear above 20. */
    double softplus(double x);

    /** 1/(1 + exp(-x)). */
    double sigmoid(double x);

    /** Sum of x[i]. */
    double sum(V x, int from, int to);

    /** Sum of x[i] y[i]. */
    double dot(V x, V y, int from, int to);

    /** y[i] = a. */
    void fill(V y, double a, int from, int to);

    /** y[i] = a x[i]. */
    void scale(V y, double a, V x, int from, int to);

    /** y[i] += a x[i]. */
    void axpy(V y, double a, V x, int from, int to);

    /** y[i] = w[i] x[i]. */
    void multiply(V y, V w, V x, int from, int to);

    /** y[i] += w[i] x[i]. */
    void multiplyAdd(V y, V w, V x, int from, int to);

    /** y[i] = silu(x[i]). */
    void silu(V y, V x, int from, int to);

    /** dx[i] = dy[i] silu'(x[i]). */
    void siluBackward(V dx, V x, V dy, int from, int to);

    /** y[i] = x[i] - w[i]. */
    void subtract(V y, V x, V w, int from, int to);

    /** y[i] = the greater one of y[i] and x[i]; neither is NaN. */
    void max(V y, V x, int from, int to);

    /** y[i] = exp(x[i]). */
    void exp(V y, V x, int from, int to);

    /** y[i] = softplus(x[i]) and slope[i] = sigmoid(x[i]). */
    void softplus(V y, V slope, V x, int from, int to);

    /** sum[i] += w[i] max(level e, (level - 1) e) with e = y[i] - q[i], a pinball loss. */
    void pinball(V sum, V w, V y, V q, double level, int from, int to);

    /** d[i] += w[i] ((y[i] < q[i] ? 1 : 0) - level), the slope of a pinball loss along q. */
    void pinballSlope(V d, V w, V y, V q, double level, int from, int to);

    /**
     * c += a b for parts of matrices, or with a or b transposed. A part that is transposed is given
     * as it lies there: a is [inner][rows], or b is [columns][inner].
     */
    void product(
            Block<V> c,
            Block<V> a,
            boolean aTransposed,
            Block<V> b,
            boolean bTransposed,
            int rows,
            int inner,
            int columns,
            Shape shape);

    /** c += a b. */
    default void product(Block<V> c, Block<V> a, Block<V> b, int rows, int inner, int columns) {
        product(c, a, false, b, false, rows, inner, columns, Shape.FULL);
    }

    /** c += a^T b for a of [inner][rows]. */
    default void leftTransposed(
            Block<V> c, Block<V> a, Block<V> b, int rows, int inner, int columns) {
        product(c, a, true, b, false, rows, inner, columns, Shape.FULL);
    }

    /** c += a b^T for b of [columns][inner]. */
    default void rightTransposed(
            Block<V> c, Block<V> a, Block<V> b, int rows, int inner, int columns) {
        product(c, a, false, b, true, rows, inner, columns, Shape.FULL);
    }

    /**
     * Copies count elements from one array to another; ranges in the same array must not overlap.
     */
    default void copy(V from, int fromAt, V to, int toAt, int count) {
        System.arraycopy(from, fromAt, to, toAt, count);
    }

    /** Copies the rows of a flat row-major matrix. */
    default V[] rows(V flat, int rows, int columns) {
        V[] result = matrix(rows, columns);
        for (int r = 0; r < rows; r++) {
            copy(flat, r * columns, result[r], 0, columns);
        }
        return result;
    }

    /**
     * target[j - from][i] = source[i][j] for the source's columns [from, to) and rows below rows.
     */
    default void transpose(V[] target, V[] source, int rows, int from, int to) {
        for (int i = 0; i < rows; i++) {
            for (int j = from; j < to; j++) {
                set(target[j - from], i, get(source[i], j));
            }
        }
    }

    /** y[yAt + i] += x[xAt + i] for i below count. */
    default void add(V y, int yAt, V x, int xAt, int count) {
        for (int i = 0; i < count; i++) {
            set(y, yAt + i, get(y, yAt + i) + get(x, xAt + i));
        }
    }

    /** flat[k] += rows, read row by row. */
    default void addTo(V flat, V[] rows, int columns) {
        for (int r = 0; r < rows.length; r++) {
            add(flat, r * columns, rows[r], 0, columns);
        }
    }

    /** Sets rows to zero. */
    default void clear(V[] rows) {
        for (V row : rows) {
            fill(row, 0, 0, length(row));
        }
    }
}
