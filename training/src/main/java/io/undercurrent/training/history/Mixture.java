package io.undercurrent.training.history;

import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Series;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Mixes half of the drawn windows with a window of another series at the same distance from its
 * end; either may be turned upside down. Short histories lack variety most, and sums of real series
 * have their seasons, steps and noise without being any of them.
 */
final class Mixture {
    private static final double TWO_PI = 2 * Math.PI;

    private Mixture() {}

    /**
     * Returns a window, mixed or unchanged.
     *
     * @param one the window
     * @param other a window of equal length; its times are not used
     */
    static Series of(Series one, Series other, SplittableRandom random) {
        boolean mixed = random.nextBoolean();
        double angle = TWO_PI * random.nextDouble();
        double scale = scale(one.values());
        double otherScale = scale(other.values());
        if (!mixed || scale == 0) {
            return one;
        }
        double a = StrictMath.cos(angle);
        double b = otherScale == 0 ? 0 : StrictMath.sin(angle) * scale / otherScale;
        double centre = mean(other.values());
        double[] values = one.values().clone();
        for (int t = 0; t < values.length; t++) {
            // If only the other value is missing, its mean replaces it, because the target is still
            // known.
            double off = other.values()[t] - centre;
            values[t] = a * values[t] + (Double.isNaN(off) ? 0 : b * off);
        }
        Fields all = one.fields();
        return new Series(
                one.name(),
                values,
                one.timesMicros(),
                one.seasons(),
                all == null ? null : all.withOwn(values));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(0);
    }

    /** Standard deviation of the known values; 0 if they are all equal or it is not finite. */
    private static double scale(double[] values) {
        double mean = mean(values);
        double variance =
                Arrays.stream(values)
                        .filter(v -> !Double.isNaN(v))
                        .map(v -> (v - mean) * (v - mean))
                        .average()
                        .orElse(0);
        return Double.isFinite(variance) ? Math.sqrt(variance) : 0;
    }
}
