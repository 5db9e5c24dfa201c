package io.undercurrent.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.scorer.Models;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.forecast.Method;
import io.undercurrent.training.report.ForecastTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A whole set: threads, means over series, progress. */
class EvaluationTest {
    private static final Plan PLAN = Plan.rolling(new int[] {1, 12}, 0.2, 5);
    private static final List<Series> SET =
            List.of(
                    Waves.series("a", 500, 1),
                    Waves.series("b", 900, 2),
                    Waves.series("c", 700, 3));

    @Test
    void noFigureDependsOnTheNumberOfThreads() throws Exception {
        List<Method> methods = new ArrayList<>();
        methods.add(Method.scorer(Models.load("bundled:tiny")));
        methods.add(Baseline.RLS_PLUS.method());
        String one = series(new Evaluation(methods, 1, (what, done, total) -> {}));
        String three = series(new Evaluation(methods, 3, (what, done, total) -> {}));
        assertThat(three).isEqualTo(one);
        assertThat(one.lines()).hasSize(1 + 3 * 2 * 2);
    }

    private static String series(Evaluation evaluation) {
        return ForecastTables.series(List.of(evaluation.run("waves", SET, PLAN))).csv();
    }

    @Test
    void ratiosAreGeometricMeansAndMaseIsAMeanOverSeries() {
        SetResult result = run(Baseline.NAIVE, Baseline.SEASONAL_NAIVE);
        double product = 1;
        double sum = 0;
        for (int i = 0; i < SET.size(); i++) {
            product *=
                    result.score(i, "seasonal-naive", 1).wql() / result.score(i, "naive", 1).wql();
            sum += result.mase(i, "naive", 1);
        }
        assertThat(result.ratio("seasonal-naive", "naive", 1))
                .isCloseTo(Math.cbrt(product), within(1e-12))
                .isLessThan(0.5); // at half a day the last value is the worst guess
        assertThat(result.mase("naive", 1)).isCloseTo(sum / 3, within(1e-12));
        assertThat(result.total("naive", 0).count())
                .isEqualTo(
                        result.score(0, "naive", 0).count()
                                + result.score(1, "naive", 0).count()
                                + result.score(2, "naive", 0).count());
        assertThat(result.ratio("naive", "naive", 0)).isEqualTo(1);
        assertThatThrownBy(() -> result.ratio("naive", "ets", 0)).hasMessageContaining("ets");
    }

    @Test
    void aConstantSeriesHasNoMaseAndTakesNoPartInRatios() {
        double[] ones = new double[500];
        Arrays.fill(ones, 1);
        Series constant = new Series("constant", ones, SET.get(0).timesMicros(), new int[] {24});
        SetResult with =
                new Evaluation(
                                List.of(Baseline.NAIVE.method(), Baseline.ETS.method()),
                                2,
                                (what, done, total) -> {})
                        .run("set", List.of(SET.get(0), constant), PLAN);
        SetResult without = run(Baseline.NAIVE, Baseline.ETS);
        assertThat(with.mase(1, "naive", 0)).isNaN();
        assertThat(with.ratio("ets", "naive", 0))
                .isEqualTo(
                        without.score(0, "ets", 0).wql() / without.score(0, "naive", 0).wql(),
                        within(1e-12));
    }

    @Test
    void progressEndsAtAllEvents() {
        List<Long> done = new ArrayList<>();
        new Evaluation(
                        List.of(Baseline.NAIVE.method()),
                        2,
                        (what, events, total) -> {
                            assertThat(total).isEqualTo(500 + 900 + 700);
                            done.add(events);
                        })
                .run("waves", SET, PLAN);
        assertThat(done).isSorted().endsWith(2100L);
    }

    private static SetResult run(Baseline... baselines) {
        List<Method> methods = Arrays.stream(baselines).map(Baseline::method).toList();
        return new Evaluation(methods, 2, (what, done, total) -> {}).run("waves", SET, PLAN);
    }
}
