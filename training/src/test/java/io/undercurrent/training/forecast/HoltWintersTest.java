package io.undercurrent.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Smoothing against the textbook's recursion on arrays, and the fit against a search by grid. */
class HoltWintersTest {
    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void equalToTheTextbooksRecursion() {
        int m = 5;
        int n = 80;
        double[] y = seasonal(n, m);
        double[] start = random.doubles(m).toArray();
        HoltWintersFit fit = new HoltWintersFit(0.3, 0.1, 0.2, 0.9, 4, 0.5, start);
        HoltWinters model = new HoltWinters(fit, new int[] {1, 4, 12});
        double[] level = new double[n + 1];
        double[] trend = new double[n + 1];
        double[] season = new double[n + m];
        System.arraycopy(start, 0, season, 0, m); // season[t] stands for s(t - m)
        level[0] = 4;
        trend[0] = 0.5;
        for (int t = 0; t < n; t++) {
            double e = y[t] - (level[t] + 0.9 * trend[t] + season[t]);
            level[t + 1] = level[t] + 0.9 * trend[t] + 0.3 * e;
            trend[t + 1] = 0.9 * trend[t] + 0.1 * e;
            season[t + m] = season[t] + 0.2 * e;
            assertThat(model.error(y[t])).as("seed %d", seed).isCloseTo(e, within(1e-9));
        }
        double[] points = new double[3];
        model.forecast(points);
        assertThat(points[0]).isCloseTo(level[n] + 0.9 * trend[n] + season[n], within(1e-9));
        double damped12 = 0;
        for (int i = 1; i <= 12; i++) {
            damped12 += Math.pow(0.9, i);
        }
        assertThat(points[2])
                .as("12 steps are 2 whole seasons and 2 steps, seed %d", seed)
                .isCloseTo(level[n] + damped12 * trend[n] + season[n + 1], within(1e-9));
    }

    @Test
    void theFitIsAboutAsGoodAsTheBestOfAGrid() {
        double[] y = seasonal(300, 6);
        HoltWintersFit fit = HoltWintersFit.fit(y, 6);
        double best = Double.POSITIVE_INFINITY;
        for (double a = -4; a <= 4; a += 1) {
            for (double b = -4; b <= 4; b += 1) {
                for (double g = -4; g <= 4; g += 1) {
                    for (double p = -2; p <= 2; p += 2) {
                        double[] x = {a, b, g, p};
                        best = Math.min(best, fit.with(x).sumOfSquares(y));
                    }
                }
            }
        }
        assertThat(fit.sumOfSquares(y)).as("seed %d", seed).isLessThan(1.02 * best);
    }

    @Test
    void theSeasonStartsAtItsMeanAndNeedsTwo() {
        double[] y = {1, 5, 3, 9, 2, Double.NaN};
        double[] season = HoltWintersFit.fit(y, 2).season();
        // Deviations from 3, 6 and 2: -2 and 2, -3 and 3, 0 and none.
        assertThat(season).containsExactly(new double[] {-5 / 3.0, 2.5}, within(1e-12));
        assertThat(HoltWintersFit.fit(y, 4).season()).containsExactly(0);
    }

    @Test
    void missingValuesChangeNothingButTime() {
        double[] y = seasonal(60, 4);
        HoltWintersFit fit = HoltWintersFit.fit(y, 4);
        HoltWinters model = new HoltWinters(fit, new int[] {1, 5});
        for (double value : y) {
            model.observe(value);
        }
        double[] before = new double[2];
        model.forecast(before);
        for (int i = 0; i < 4; i++) {
            model.observe(Double.NaN);
        }
        double[] after = new double[2];
        model.forecast(after);
        assertThat(after[0]).as("seed %d", seed).isCloseTo(before[1], within(1e-9));
    }

    private double[] seasonal(int n, int m) {
        double[] y = new double[n];
        for (int t = 0; t < n; t++) {
            y[t] = 20 + 0.05 * t + 3 * Math.sin(2 * Math.PI * t / m) + random.nextGaussian();
        }
        return y;
    }
}
