package io.undercurrent.training.history;

/**
 * The rule for rows that repeat a time of their key: a few do, in an hour that comes twice or after
 * a restart; many mean that several series were mixed up, whose key nobody named.
 */
public final class RepeatedTimes {
    /** More than one row in so many: keys were mixed up. */
    public static final int ONE_IN = 5;

    private RepeatedTimes() {}

    /**
     * Whether keys were mixed up.
     *
     * @param repeated rows that are not newer than an earlier row of their key
     * @param rows all rows
     * @return true where they are more than one in {@value #ONE_IN}
     */
    public static boolean mixKeys(long repeated, long rows) {
        return repeated * ONE_IN > rows;
    }
}
