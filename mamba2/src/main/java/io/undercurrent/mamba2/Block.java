package io.undercurrent.mamba2;

/**
 * A part of a matrix, given by its first row and column; its size is told where it is used.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
public final class Block<V> {
    private final V[] rows;
    private final int row;
    private final int column;

    /**
     * Names a part.
     *
     * @param rows the matrix, an array of rows; shared, not copied
     * @param row index of the part's first row
     * @param column index of the part's first column
     */
    public Block(V[] rows, int row, int column) {
        this.rows = rows;
        this.row = row;
        this.column = column;
    }

    /** A whole matrix. */
    public static <V> Block<V> of(V[] rows) {
        return new Block<>(rows, 0, 0);
    }

    /** The whole matrix. */
    public V[] rows() {
        return rows;
    }

    /** Index of the part's first row. */
    public int row() {
        return row;
    }

    /** Index of the part's first column. */
    public int column() {
        return column;
    }
}
