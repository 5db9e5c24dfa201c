package io.undercurrent.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.training.data.Series;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.forecast.Forecaster;
import io.undercurrent.training.forecast.Levels;
import io.undercurrent.training.forecast.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pairs of origin and target are scored, against plain loops over the series. */
class PrequentialTest {
    private static final int[] HORIZONS = {1, 7};

    /** Forecasts the last value at all levels, so that errors are differences of the series. */
    private static final Method LAST =
            new Method(
                    "last",
                    setup ->
                            new Forecaster() {
                                private double last;

                                @Override
                                public void observe(long timeMicros, double value) {
                                    last = Double.isNaN(value) ? last : value;
                                }

                                @Override
                                public boolean forecast(double[][] quantiles) {
                                    for (double[] levels : quantiles) {
                                        Arrays.fill(levels, last);
                                    }
                                    return true;
                                }
                            });

    @Test
    void everyStridethOriginAndNoMissingTarget() {
        Series series = Waves.series("wave", 211, 1);
        double[] y = series.values();
        y[60] = Double.NaN;
        y[181] = Double.NaN;
        for (int stride : new int[] {1, 5}) {
            Plan plan = Plan.rolling(HORIZONS, 0.2, stride);
            SeriesScores scores = Prequential.run(series, List.of(LAST), plan, events -> {});
            for (int i = 0; i < HORIZONS.length; i++) {
                double sum = 0;
                int n = 0;
                for (int t = 42 - 1; t + HORIZONS[i] < y.length; t += stride) {
                    double last = Double.isNaN(y[t]) ? y[t - 1] : y[t];
                    if (!Double.isNaN(y[t + HORIZONS[i]])) {
                        sum += Math.abs(y[t + HORIZONS[i]] - last);
                        n++;
                    }
                }
                Score score = scores.methods().get(0).scores[i];
                assertThat(score.count()).as("stride %d", stride).isEqualTo(n);
                assertThat(score.meanAbsoluteError()).isCloseTo(sum / n, within(1e-12));
            }
        }
    }

    @Test
    void theScaleOfMaseIsTheSeasonalChangeBeforeScoring() {
        Series series = Waves.series("wave", 300, 2);
        double[] y = series.values();
        double sum = 0;
        for (int t = 24; t < 60; t++) {
            sum += Math.abs(y[t] - y[t - 24]);
        }
        Plan plan = Plan.rolling(HORIZONS, 0.2, 1);
        SeriesScores scores = Prequential.run(series, List.of(LAST), plan, events -> {});
        assertThat(scores.maseScale()).isCloseTo(sum / 36, within(1e-12));
    }

    @Test
    void theLastWindowIsOneForecastOfAllItsSteps() {
        Series series = Waves.series("wave", 100, 3);
        double[] y = series.values();
        double sum = 0;
        for (int h = 1; h <= 13; h++) {
            sum += Math.abs(y[86 + h] - y[86]);
        }
        SeriesScores scores =
                Prequential.run(series, List.of(LAST), Plan.lastWindow(13), events -> {});
        Score score = scores.methods().get(0).scores[0];
        assertThat(score.count()).isEqualTo(13);
        assertThat(score.meanAbsoluteError()).isCloseTo(sum / 13, within(1e-12));
    }

    @Test
    void bandsOfABaselineCoverWhatTheyDeclare() {
        long seed = System.nanoTime();
        Series series = Waves.series("wave", 6000, seed);
        Method method = Baseline.SEASONAL_NAIVE.method();
        Plan plan = Plan.rolling(HORIZONS, 0.2, 1);
        SeriesScores scores = Prequential.run(series, List.of(method), plan, events -> {});
        for (Score score : scores.methods().get(0).scores) {
            assertThat(score.coverage80()).as("seed %d", seed).isBetween(0.76, 0.84);
            assertThat(score.coverage95()).as("seed %d", seed).isBetween(0.93, 0.97);
            for (int k = 0; k < Levels.count(); k++) {
                assertThat(score.notAbove(k))
                        .as("seed %d, level %s", seed, Levels.level(k))
                        .isCloseTo(Levels.level(k), within(0.04));
            }
        }
    }

    @Test
    void seriesThatAreTooShortAreRefusedWithWhatToChange() {
        Plan plan = Plan.rolling(new int[] {96}, 0.2, 1);
        Series series = Waves.series("short", 200, 4);
        assertThatThrownBy(() -> plan.setup(series))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("short", "200", "40", "116", "smaller horizon");
        Series empty = Waves.series("silent", 900, 4);
        Arrays.fill(empty.values(), 0, 300, Double.NaN);
        assertThatThrownBy(() -> plan.setup(empty)).hasMessageContainingAll("silent", "180");
        assertThatThrownBy(() -> Plan.rolling(new int[] {24, 1}, 0.2, 1))
                .hasMessageContainingAll("horizons", "[24, 1]", "rising");
        assertThatThrownBy(() -> Plan.rolling(HORIZONS, 1, 1)).hasMessageContaining("split");
        assertThatThrownBy(() -> Plan.rolling(HORIZONS, 0.2, 0)).hasMessageContaining("stride");
    }
}
