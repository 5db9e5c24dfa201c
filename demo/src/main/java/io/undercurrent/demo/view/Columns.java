package io.undercurrent.demo.view;

/**
 * Widths of the table's columns. All but two are fixed; the remaining width goes to the sparkline,
 * up to {@value #MAX_SPARK} values, and then to the key.
 *
 * @param key columns of the key
 * @param spark columns of the sparkline
 */
record Columns(int key, int spark) {
    static final int VALUE = ValueFormat.WIDTH;
    static final int BAND = 15;
    static final int SCORE = 5;
    static final int STATE = 7;
    static final int MAX_SPARK = 40;

    private static final int LEAST_KEY = 11;
    private static final int MAX_KEY = 32;
    private static final int FIXED = VALUE + BAND + SCORE + STATE + 5;

    /** The columns of a line of {@code width}; the right end is cut off below 52. */
    static Columns of(int width) {
        int left = width - FIXED - LEAST_KEY;
        int spark = Math.max(0, Math.min(MAX_SPARK, left));
        int key = LEAST_KEY + Math.max(0, Math.min(MAX_KEY - LEAST_KEY, left - spark));
        return new Columns(key, spark);
    }
}
