package io.undercurrent.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Direct autoregressions against batch regressions on everything known at the origin. */
class LagRegressionTest {
    private static final int[] LAGS = {0, 1, 2, 7};
    private static final int[] HORIZONS = {1, 3, 10};

    @Test
    void equalToABatchRegressionOnWhatIsKnownAtTheOrigin() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        double[] y = new double[150];
        for (int t = 0; t < y.length; t++) {
            double before = t == 0 ? 50 : y[t - 1];
            y[t] = 10 + 0.8 * before + Math.sin(t) + random.nextGaussian();
        }
        LagRegression model = new LagRegression(LAGS, HORIZONS);
        double[] points = new double[HORIZONS.length];
        for (int t = 0; t < y.length; t++) {
            model.observe(y[t]);
            if (t > 40 && t % 13 == 0) {
                model.forecast(points);
                for (int i = 0; i < HORIZONS.length; i++) {
                    assertThat(points[i])
                            .as("seed %d, origin %d, horizon %d", seed, t, HORIZONS[i])
                            .isCloseTo(batch(y, t, HORIZONS[i]), within(1e-6));
                }
            }
        }
    }

    private static double batch(double[] y, int origin, int horizon) {
        BatchRegression batch = new BatchRegression();
        for (int target = horizon; target <= origin; target++) {
            batch.add(features(y, target - horizon), y[target] - y[0]);
        }
        double[] w = batch.solve(LAGS.length + 1, LagRegression.FORGETTING, LagRegression.RIDGE);
        double[] phi = features(y, origin);
        double sum = y[0];
        for (int j = 0; j < w.length; j++) {
            sum += w[j] * phi[j];
        }
        return sum;
    }

    private static double[] features(double[] y, int at) {
        double[] phi = new double[LAGS.length + 1];
        for (int j = 0; j < LAGS.length; j++) {
            phi[j] = y[Math.max(0, at - LAGS[j])] - y[0];
        }
        phi[LAGS.length] = 1;
        return phi;
    }

    @Test
    void lagsOfTheTwoBaselines() {
        assertThat(Baseline.lags()).hasSize(27).startsWith(0, 1).endsWith(23, 47, 143, 167);
        int[] plus = Baseline.lags(24, 168);
        assertThat(plus).hasSize(32).contains(22, 24, 25, 166, 168, 169);
        assertThat(Baseline.lags(1)).as("no lag before the newest").hasSize(27);
    }

    @Test
    void missingValuesAndConstantSeriesAreForecastSensibly() {
        LagRegression model = new LagRegression(LAGS, HORIZONS);
        double[] points = new double[HORIZONS.length];
        model.observe(Double.NaN);
        model.forecast(points);
        assertThat(points).containsOnly(Double.NaN);
        for (int t = 0; t < 100; t++) {
            model.observe(t % 5 == 3 ? Double.NaN : 42);
        }
        model.forecast(points);
        assertThat(Arrays.stream(points).toArray()).containsOnly(42);
    }
}
