package io.undercurrent.training.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.scorer.inputs.CausalInputs;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesTokensTest {
    private static final InputOptions OPTIONS = new InputOptions(List.of(1, 4, 9), 2, 40);

    /** What a stream computes event by event is, to the last bit, what training reads. */
    @Test
    void streamingGivesTheSameBits() {
        Series series = series(7, 150);
        SeriesTokens tokens = new SeriesTokens(series, OPTIONS);
        CausalInputs causal = new CausalInputs(OPTIONS, 6);
        double[] state = new double[causal.doubles()];
        float[] learned = new float[causal.floats()];
        causal.init(state, 0, learned, 0);
        int inputs = causal.inputCount();
        int bases = 3 * causal.baseCount();
        for (int t = 0; t < series.length(); t++) {
            causal.observe(state, 0, learned, 0, series.values()[t], series.timesMicros()[t]);
            float[] in = new float[inputs];
            float[] base = new float[bases];
            float[] unit = new float[3];
            causal.write(state, 0, learned, 0, in, 0, base, 0, unit, 0);
            assertThat(Arrays.copyOfRange(tokens.inputs, t * inputs, (t + 1) * inputs))
                    .containsExactly(in);
            assertThat(Arrays.copyOfRange(tokens.bases, t * bases, (t + 1) * bases))
                    .containsExactly(base);
            assertThat(Arrays.copyOfRange(tokens.units, 3 * t, 3 * t + 3)).containsExactly(unit);
        }
    }

    @Test
    void targetsAreWhatCameAfterwardsInTheTokensUnits() {
        Series series = series(8, 60);
        SeriesTokens tokens = new SeriesTokens(series, OPTIONS);
        for (int t = 20; t < 60; t++) {
            float target = tokens.targets[3 * t + 1];
            if (t + 4 >= 60 || Double.isNaN(series.values()[t + 4])) {
                assertThat(target).isNaN();
            } else {
                assertThat(tokens.locations[t] + tokens.scales[t] * target)
                        .isCloseTo(series.values()[t + 4], within(1e-4));
            }
        }
    }

    @Test
    void laterValuesChangeNoEarlierInput() {
        Series series = series(9, 100);
        double[] changed = series.values().clone();
        Arrays.fill(changed, 70, 100, 1e6);
        SeriesTokens before = new SeriesTokens(series, OPTIONS);
        SeriesTokens after =
                new SeriesTokens(
                        new Series("other", changed, series.timesMicros(), series.seasons()),
                        OPTIONS);
        int width = before.inputs.length / 100;
        assertThat(Arrays.copyOf(after.inputs, 70 * width))
                .containsExactly(Arrays.copyOf(before.inputs, 70 * width));
    }

    @Test
    void aRoundsPiecesFollowOneAnotherAndComeAgainTheSame() {
        Rounds rounds = new Rounds(SeriesTokensTest::series, OPTIONS, 3, 4, 10, 5);
        List<Batch> batches = rounds.round(2);
        assertThat(batches).hasSize(4);
        assertThat(batches.stream().map(Batch::fresh)).containsExactly(true, false, false, false);
        SeriesTokens second = new SeriesTokens(series(2 * 3 + 1, 54), OPTIONS);
        int width = second.inputs.length / 54;
        Batch third = batches.get(2);
        int from = (5 + 2 * 10) * width;
        assertThat(Arrays.copyOfRange(third.inputs(), 10 * width, 20 * width))
                .containsExactly(Arrays.copyOfRange(second.inputs, from, from + 10 * width));
        assertThat(rounds.round(2).get(3).targets()).containsExactly(batches.get(3).targets());
    }

    private static Series series(long seed, int n) {
        Random random = new Random(seed);
        double[] values = new double[n];
        long[] times = new long[n];
        for (int t = 0; t < n; t++) {
            values[t] =
                    random.nextInt(10) == 0
                            ? Double.NaN
                            : 3 * Math.sin(2 * Math.PI * t / 6) + random.nextGaussian();
            times[t] = t * 60_000_000L;
        }
        return new Series("s" + seed, values, times, new int[] {6});
    }
}
