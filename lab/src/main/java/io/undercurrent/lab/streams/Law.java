package io.undercurrent.lab.streams;

import io.undercurrent.lab.synthetic.Draw;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * What the values of one stream are drawn from.
 *
 * <p>Its mean is level(t) + season(t). A number is the mean plus noise, noise[t] = persistence *
 * noise[t-1] + shock[t], cut to [low, high]; a count is a Poisson draw of the mean.
 *
 * @param level of an event's index
 * @param season of an event's index, which need not be whole; 0 without a season
 * @param period events of a season; 0 without one
 * @param shock draws one; null for counts
 * @param persistence in [0, 1)
 * @param low smallest value
 * @param high largest value
 */
record Law(
        DoubleUnaryOperator level,
        DoubleUnaryOperator season,
        int period,
        ToDoubleFunction<Draw> shock,
        double persistence,
        double low,
        double high) {
    private static final int HARMONICS = 3;

    /** Noise around 0. */
    static Law noise(ToDoubleFunction<Draw> shock, double persistence) {
        return new Law(
                t -> 0,
                t -> 0,
                0,
                shock,
                persistence,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);
    }

    /** Counts of a mean, without a season. */
    static Law counts(double mean) {
        return new Law(t -> mean, t -> 0, 0, null, 0, 0, Double.POSITIVE_INFINITY);
    }

    Law withLevel(DoubleUnaryOperator other) {
        return new Law(other, season, period, shock, persistence, low, high);
    }

    Law withSeason(int events, DoubleUnaryOperator other) {
        return new Law(level, other, events, shock, persistence, low, high);
    }

    Law within(double least, double most) {
        return new Law(level, season, period, shock, persistence, least, most);
    }

    boolean isCounts() {
        return shock == null;
    }

    /**
     * A smooth season: three harmonics of random size and phase.
     *
     * @param deviation its standard deviation over a whole period
     */
    static DoubleUnaryOperator wave(Draw draw, int period, double deviation) {
        double[] size = new double[HARMONICS];
        double[] phase = new double[HARMONICS];
        double squares = 0;
        for (int k = 0; k < HARMONICS; k++) {
            size[k] = k == 0 ? 1 : draw.uniform(-1, 1) / (k + 1);
            phase[k] = draw.uniform();
            squares += size[k] * size[k] / 2;
        }
        double factor = deviation / StrictMath.sqrt(squares);
        return t -> {
            double sum = 0;
            for (int k = 0; k < HARMONICS; k++) {
                double turns = (k + 1) * t / period + phase[k];
                sum += size[k] * StrictMath.sin(2 * StrictMath.PI * turns);
            }
            return factor * sum;
        };
    }
}
