package io.undercurrent.mamba2.forms;

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

    /** y[i] += sum over k below count of a[aAt + k] b[bRow + k][i]. */
    void combine(V y, V a, int aAt, V[] b, int bRow, int count, int from, int to);

    /** y[i] += sum over k below count of a[aRow + k][column] b[bRow + k][i]. */
    void combineColumn(
            V y, V[] a, int aRow, int column, V[] b, int bRow, int count, int from, int to);

    /**
     * c += a b for whole matrices, in blocks, so that b is read once for many rows of c.
     *
     * @param c [rows][columns]
     * @param a [rows][inner]
     * @param b [inner][columns]
     */
    void product(V[] c, V[] a, V[] b, int columns);

    /**
     * c += a^T b for whole matrices.
     *
     * @param c [rows][columns]
     * @param a [inner][rows]
     * @param b [inner][columns]
     */
    void transposedProduct(V[] c, V[] a, V[] b, int columns);

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

    /** flat[k] += rows, read row by row. */
    default void addTo(V flat, V[] rows, int columns) {
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < columns; c++) {
                set(flat, r * columns + c, get(flat, r * columns + c) + get(rows[r], c));
            }
        }
    }

    /** Sets rows to zero. */
    default void clear(V[] rows) {
        for (V row : rows) {
            fill(row, 0, 0, length(row));
        }
    }
}
