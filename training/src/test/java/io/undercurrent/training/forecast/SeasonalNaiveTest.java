package io.undercurrent.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ring against the formula on the whole history. */
class SeasonalNaiveTest {
    @Test
    void theValueOfTheNewestKnownSeason() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int[] horizons = IntStream.rangeClosed(1, 20).toArray();
        double[] points = new double[horizons.length];
        for (int m : new int[] {1, 2, 7, 13}) {
            double[] y = random.doubles(60).toArray();
            SeasonalNaive model = new SeasonalNaive(m, horizons);
            for (int t = 0; t < y.length; t++) {
                model.observe(y[t]);
                model.forecast(points);
                for (int i = 0; i < horizons.length; i++) {
                    int seasons = (horizons[i] + m - 1) / m;
                    int at = t + horizons[i] - m * seasons;
                    assertThat(points[i])
                            .as("seed %d, m %d, t %d, h %d", seed, m, t, horizons[i])
                            .isEqualTo(at < 0 ? y[t] : y[at]);
                }
            }
        }
    }

    @Test
    void aMissingValueCountsAsItsOwnForecast() {
        SeasonalNaive model = new SeasonalNaive(2, new int[] {1, 2});
        double[] points = new double[2];
        for (double value : new double[] {3, 5, Double.NaN, 6}) {
            model.observe(value);
        }
        model.forecast(points);
        assertThat(points).containsExactly(3, 6);
    }
}
