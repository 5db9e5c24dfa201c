package io.undercurrent.spec.value;

/**
 * Limits the magnitudes of observed values, in every format.
 *
 * <p>The scorer squares values and divides by scales: both stay finite and exact within these
 * limits. A value beyond them is a marker for something else, such as the largest double, and not a
 * measurement; it is refused instead of being learned.
 */
public final class ValueLimits {
    /** The largest magnitude. */
    public static final double LARGEST = 1e100;

    /** The smallest magnitude of a value other than 0. */
    public static final double SMALLEST = 1e-100;

    /** The rule in words, for messages and pages. */
    public static final String ALLOWED = "0 and numbers of a magnitude from 1e-100 to 1e100";

    private ValueLimits() {}

    /**
     * Whether a value is accepted.
     *
     * @param value a number; NaN, which means a missing value, is allowed
     * @return false beyond the limits and for infinities
     */
    public static boolean allows(double value) {
        double size = Math.abs(value);
        return Double.isNaN(size) || size == 0 || (size >= SMALLEST && size <= LARGEST);
    }
}
