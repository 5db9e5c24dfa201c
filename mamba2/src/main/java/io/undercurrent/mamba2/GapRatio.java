package io.undercurrent.mamba2;

/**
 * Turns the time since a key's last event into a factor for the decay of its state: the ratio to
 * the key's usual gap, clamped so that a burst does not freeze the state and one outage does not
 * erase it.
 *
 * @param min smallest ratio, not negative
 * @param max largest ratio, finite
 */
public record GapRatio(float min, float max) {

    /** From 1/16 to 64 usual gaps. */
    public static final GapRatio DEFAULT = new GapRatio(0.0625f, 64f);

    /** Checks the bounds. */
    public GapRatio {
        if (!(min >= 0 && max >= min && max < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "gap ratio bounds min="
                            + min
                            + ", max="
                            + max
                            + " are not allowed; 0 <= min <= max, both finite");
        }
    }

    /**
     * The clamped ratio; 1 while no usual gap is known (zero or less).
     *
     * @param gap time since the key's last event, any unit, not NaN; below zero counts as zero
     * @param usualGap the key's usual gap, same unit, not NaN
     */
    public float of(double gap, double usualGap) {
        if (Double.isNaN(gap) || Double.isNaN(usualGap)) {
            throw new IllegalArgumentException(
                    "gap=" + gap + ", usualGap=" + usualGap + ": a gap must be a number");
        }
        if (usualGap <= 0) {
            return 1f;
        }
        double ratio = gap / usualGap;
        return ratio <= min ? min : ratio >= max ? max : (float) ratio;
    }
}
