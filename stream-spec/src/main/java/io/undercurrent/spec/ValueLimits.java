package io.undercurrent.spec;

/**
 * The magnitudes that an observed value may have, whatever format it comes in.
 *
 * <p>The scorer squares values and divides by scales: both stay finite and exact within these
 * limits. What lies beyond is a mark for something else, such as the largest double, and not a
 * measurement; it is refused instead of being learned.
 */
public final class ValueLimits {
    /** The largest magnitude. */
    public static final double LARGEST = 1e100;

    /** The smallest magnitude of a value other than 0. */
    public static final double SMALLEST = 1e-100;

    /** The rule, as messages and pages say it. */
    public static final String ALLOWED = "0 and numbers of a magnitude from 1e-100 to 1e100";

    private ValueLimits() {}

    /**
     * Whether a value may be taken.
     *
     * @param value a number; NaN, which means a missing value, is allowed
     * @return false beyond the limits and for infinities
     */
    public static boolean allows(double value) {
        double size = Math.abs(value);
        return Double.isNaN(size) || size == 0 || (size >= SMALLEST && size <= LARGEST);
    }
}
