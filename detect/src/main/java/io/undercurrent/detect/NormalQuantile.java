package io.undercurrent.detect;

/**
 * Quantiles of the standard normal distribution, from which trackers start before they have data.
 *
 * <p>Rational approximation with one break (Abramowitz and Stegun 1964, 26.2.23): absolute error
 * below 4.5e-4, which does not matter because data soon replace these values.
 */
public final class NormalQuantile {
    private NormalQuantile() {}

    /** The value below which the share {@code q} of the distribution lies; {@code q} in (0, 1). */
    public static double of(double q) {
        double tail = Math.min(q, 1 - q);
        double t = Math.sqrt(-2 * StrictMath.log(tail));
        double x =
                t
                        - (2.515517 + t * (0.802853 + t * 0.010328))
                                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        return q < 0.5 ? -x : x;
    }
}
