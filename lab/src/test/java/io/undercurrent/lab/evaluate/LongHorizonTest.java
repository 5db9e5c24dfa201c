package io.undercurrent.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.training.data.Series;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.forecast.Forecaster;
import io.undercurrent.training.forecast.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The long-horizon protocol against plain loops over its windows. */
class LongHorizonTest {
    private static final int H = 30;
    private static final int STRIDE = 100;

    private final Series series = Waves.series("wave", LongHorizon.END + 50, 5);

    @Test
    void squaresAndMagnitudesOverAllWindowsInUnitsOfTheTrainingPart() {
        double[] y = series.values();
        double[] train = Arrays.copyOf(y, 8640);
        double mean = Arrays.stream(train).average().orElseThrow();
        double variance =
                Arrays.stream(train).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        double squares = 0;
        double magnitudes = 0;
        int windows = 0;
        for (int first = 11520; first + H <= 14400; first += STRIDE) {
            for (int h = 0; h < H; h++) {
                double error = y[first + h] - y[first - 1];
                squares += error * error / variance / H;
                magnitudes += Math.abs(error) / Math.sqrt(variance) / H;
            }
            windows++;
        }
        List<LongHorizon.Figure> figures =
                protocol()
                        .run(
                                List.of(series),
                                H,
                                List.of(Baseline.SEASONAL_NAIVE.method()),
                                List.of(Baseline.NAIVE, Baseline.RLS_AR));
        LongHorizon.Figure naive = figures.get(1);
        assertThat(naive.method()).isEqualTo("naive");
        assertThat(naive.windows()).isEqualTo(windows);
        assertThat(naive.mse()).isCloseTo(squares / windows, within(1e-9));
        assertThat(naive.mae()).isCloseTo(magnitudes / windows, within(1e-9));
        assertThat(figures).hasSize(2).extracting(LongHorizon.Figure::horizon).containsOnly(H);
        // Two noises of deviation 1 in units of about 7.1: 2 / 50.
        assertThat(figures.get(0).mse()).isBetween(0.03, 0.05);
    }

    /** Expects what came a lag ago, and 0 where it has seen less. */
    private static Method ago(int lag) {
        return new Method(
                "ago",
                setup ->
                        new Forecaster() {
                            private final Deque<Double> seen = new ArrayDeque<>();

                            @Override
                            public void observe(long timeMicros, double value) {
                                seen.addLast(value);
                                if (seen.size() > lag) {
                                    seen.removeFirst();
                                }
                            }

                            @Override
                            public boolean forecast(double[][] quantiles) {
                                double value = seen.size() < lag ? 0 : seen.getFirst();
                                for (double[] step : quantiles) {
                                    Arrays.fill(step, value);
                                }
                                return true;
                            }
                        });
    }

    @Test
    void aLookBackStartsWithoutStateBeforeEachWindow() {
        List<LongHorizon.Figure> figures =
                protocol().run(List.of(series), H, List.of(ago(24)), List.of(), List.of(24, 23));
        assertThat(figures)
                .extracting(LongHorizon.Figure::method)
                .containsExactly("ago", "ago, L=24", "ago, L=23");
        LongHorizon.Figure whole = figures.get(0);
        assertThat(figures.get(1).mse()).isEqualTo(whole.mse());
        assertThat(figures.get(1).windows()).isEqualTo(whole.windows());
        assertThat(figures.get(2).mse()).isGreaterThan(10 * whole.mse());
    }

    @Test
    void aSeriesWithoutAWholeTestPartIsRefused() {
        List<Series> cut = List.of(Waves.series("cut", 9000, 5));
        List<Method> none = List.of();
        List<Baseline> naive = List.of(Baseline.NAIVE);
        LongHorizon protocol = protocol();
        assertThatThrownBy(() -> protocol.run(cut, H, none, naive))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("cut", "9000", "14400");
        series.values()[14_000] = Double.NaN;
        assertThatThrownBy(() -> protocol.run(List.of(series), H, none, naive))
                .hasMessageContainingAll("wave", "missing value");
    }

    private static LongHorizon protocol() {
        return new LongHorizon(STRIDE, 2, (what, done, total) -> {});
    }
}
