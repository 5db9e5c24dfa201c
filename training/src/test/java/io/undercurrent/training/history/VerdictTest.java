package io.undercurrent.training.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.detect.NormalQuantile;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.evaluate.Evaluation;
import io.undercurrent.training.evaluate.Plan;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Forecaster;
import io.undercurrent.training.forecast.Levels;
import io.undercurrent.training.forecast.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Noise that two methods forecast, each with bands of its own width. */
class VerdictTest {
    private static Method wide(String name, IntToDoubleFunction widthAt) {
        return new Method(
                name,
                setup ->
                        new Forecaster() {
                            private int seen;

                            @Override
                            public void observe(long timeMicros, double value) {
                                seen++;
                            }

                            @Override
                            public boolean forecast(double[][] quantiles) {
                                for (double[] row : quantiles) {
                                    for (int k = 0; k < row.length; k++) {
                                        row[k] =
                                                widthAt.applyAsDouble(seen)
                                                        * NormalQuantile.of(Levels.level(k));
                                    }
                                }
                                return true;
                            }
                        });
    }

    private static Verdict verdict(
            int n,
            IntToDoubleFunction unit,
            IntToDoubleFunction trained,
            IntToDoubleFunction other) {
        Random random = new Random(4);
        double[] values = new double[n];
        long[] times = new long[n];
        Arrays.setAll(values, t -> unit.applyAsDouble(t) * random.nextGaussian());
        Arrays.setAll(times, t -> t);
        SetResult result =
                new Evaluation(
                                List.of(wide(HeldBack.TRAINED, trained), wide("start", other)),
                                1,
                                (what, done, total) -> {})
                        .run(
                                "test part",
                                List.of(new Series("s", values, times, new int[] {1})),
                                Plan.rolling(new int[] {1}, 0.5, 1));
        return Verdict.of(result, "start", "model: other", "mine");
    }

    @Test
    void clearlyBetterWeightsAreRecommended() {
        Verdict verdict = verdict(4000, t -> 1, t -> 1, t -> 2);
        assertThat(verdict.better()).isTrue();
        assertThat(verdict.words())
                .startsWith("better: on the held-back newest part its loss is ")
                .contains("% lower than that of start (95% interval -")
                .contains("over 16 stretches)")
                .endsWith("recommended is model: mine");
    }

    @Test
    void worseOnesAreNot() {
        Verdict verdict = verdict(4000, t -> 1, t -> 2, t -> 1);
        assertThat(verdict.better()).isFalse();
        assertThat(verdict.words())
                .startsWith("worse: ")
                .contains("% higher than that of start")
                .endsWith("recommended is model: other");
    }

    @Test
    void aMeanThatChanceExplainsIsNotBetter() {
        // Much better in one stretch and a little worse in all others: lower in the mean.
        Verdict verdict = verdict(4000, t -> 1, t -> t < 2125 ? 1 : 1.3, t -> t < 2125 ? 40 : 1);
        assertThat(verdict.better()).isFalse();
        assertThat(verdict.words())
                .startsWith("not clearly better: ")
                .contains("% lower than")
                .endsWith("recommended is model: other");
    }

    @Test
    void tooFewStretchesAndNothingToCompareAreSaid() {
        assertThat(verdict(400, t -> t < 260 ? 1 : Double.NaN, t -> 1, t -> 2).words())
                .startsWith("not clearly better: ")
                .contains("stretches with a value: too few for an interval");
        Verdict none = verdict(400, t -> 0, t -> 0, t -> 0);
        assertThat(none.better()).isFalse();
        assertThat(none.words()).startsWith("not judged: ");
    }
}
