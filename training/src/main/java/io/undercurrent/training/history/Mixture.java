package io.undercurrent.training.history;

import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Series;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Half of the windows that a training draws are mixed with a window of another series at the same
 * distance from its end, either of them perhaps upside down: what a short history lacks most is
 * variety, and sums of real series have their seasons, steps and noise without being any of them.
 */
final class Mixture {
    private static final double TWO_PI = 2 * Math.PI;

    private Mixture() {}

    /**
     * A window, mixed or as it was.
     *
     * @param one the window
     * @param other as long; its times are not looked at
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
            // Where only the other is missing, its mean stands in: the target is still known.
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

    /** Standard deviation of the known values; 0 where they are all alike or beyond all bounds. */
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
