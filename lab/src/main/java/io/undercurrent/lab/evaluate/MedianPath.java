package io.undercurrent.lab.evaluate;

import io.undercurrent.training.forecast.Forecaster;
import io.undercurrent.training.forecast.Levels;
import io.undercurrent.training.forecast.PointModel;
import java.util.Arrays;

/**
 * Medians of all steps 1..H, of a whole method or of a baseline's points alone: residual quantiles
 * of hundreds of horizons cost more than the forecasts, and squared errors need none.
 */
interface MedianPath {
    /** Takes in the next event. */
    void observe(long timeMicros, double value);

    /** Forecasts from the newest event on, into {@code out}, [H]. */
    void median(double[] out);

    static MedianPath of(Forecaster forecaster, int horizon) {
        double[][] quantiles = new double[horizon][Levels.count()];
        int middle = Levels.index(0.5);
        return new MedianPath() {
            @Override
            public void observe(long timeMicros, double value) {
                forecaster.observe(timeMicros, value);
            }

            @Override
            public void median(double[] out) {
                if (!forecaster.forecast(quantiles)) {
                    throw new IllegalStateException(
                            "a method had nothing to say after the training part");
                }
                Arrays.setAll(out, i -> quantiles[i][middle]);
            }
        };
    }

    static MedianPath of(PointModel model) {
        return new MedianPath() {
            @Override
            public void observe(long timeMicros, double value) {
                model.observe(value);
            }

            @Override
            public void median(double[] out) {
                model.forecast(out);
            }
        };
    }
}
