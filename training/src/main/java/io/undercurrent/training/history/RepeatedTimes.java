package io.undercurrent.training.history;

/**
 * The rule for rows that repeat a time of their key. A few do, in an hour that comes twice or after
 * a restart; many mean that several series without a declared key were mixed up.
 */
public final class RepeatedTimes {
    /** If more than one row in this many repeats a time, keys were mixed up. */
    public static final int ONE_IN = 5;

    private RepeatedTimes() {}

    /**
     * Whether keys were mixed up.
     *
     * @param repeated rows that are not newer than an earlier row of their key
     * @param rows all rows
     * @return true if more than one in {@value #ONE_IN} is repeated
     */
    public static boolean mixKeys(long repeated, long rows) {
        return repeated * ONE_IN > rows;
    }
}
