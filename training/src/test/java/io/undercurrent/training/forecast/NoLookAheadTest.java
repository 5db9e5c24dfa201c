package io.undercurrent.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.SequenceModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Of every method: other later values change no earlier forecast, but they do change later ones.
 */
class NoLookAheadTest {
    private static final int N = 400;
    private static final int WARMUP = 150;
    private static final int[] HORIZONS = {1, 5, 30};
    private static final int[] SEASONS = {12, 24};

    @TestFactory
    Stream<DynamicTest> noForecastKnowsWhatComesAfterItsOrigin() throws IOException {
        SequenceModel model = Models.load("bundled:tiny");
        long seed = System.nanoTime();
        return Stream.concat(
                        Stream.of(Method.scorer(model)),
                        Arrays.stream(Baseline.values()).map(Baseline::method))
                .map(
                        method ->
                                DynamicTest.dynamicTest(
                                        method.name() + ", seed " + seed,
                                        () -> check(method, seed)));
    }

    private static void check(Method method, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] y = new double[N];
        for (int t = 0; t < N; t++) {
            y[t] = 30 + 10 * Math.sin(t * Math.PI / 6) + random.nextGaussian();
        }
        double[][][] real = run(method, y);
        for (int round = 0; round < 5; round++) {
            int changed = WARMUP + random.nextInt(N - WARMUP - 1);
            double[] other = y.clone();
            for (int t = changed; t < N; t++) {
                other[t] = 30 + 100 * random.nextGaussian();
            }
            double[][][] forecast = run(method, other);
            for (int t = WARMUP - 1; t < changed; t++) {
                assertThat(forecast[t])
                        .as("seed %d, changed from %d, origin %d", seed, changed, t)
                        .isDeepEqualTo(real[t]);
            }
            assertThat(Arrays.deepEquals(forecast[N - 1], real[N - 1]))
                    .as("seed %d, changed from %d: the newest forecast stays", seed, changed)
                    .isFalse();
        }
    }

    /** The quantiles at each origin. */
    private static double[][][] run(Method method, double[] y) {
        double[] warmup = Arrays.copyOf(y, WARMUP);
        Forecaster forecaster = method.forecaster().apply(new Setup(warmup, SEASONS, HORIZONS, 1));
        double[][][] quantiles = new double[N][HORIZONS.length][Levels.count()];
        for (int t = 0; t < N; t++) {
            forecaster.observe(3_600_000_000L * t, y[t]);
            assertThat(forecaster.forecast(quantiles[t])).isTrue();
            for (double[] levels : quantiles[t]) {
                assertThat(levels).as("%s, origin %d", method.name(), t).isSorted();
            }
        }
        return quantiles;
    }
}
