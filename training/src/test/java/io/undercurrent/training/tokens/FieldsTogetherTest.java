package io.undercurrent.training.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.network.ForecastNetwork;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.network.NetworkInit;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Channels and covariates that are read together, in training tokens and in the real scorer. */
class FieldsTogetherTest {
    private static final InputOptions ALONE = new InputOptions(List.of(1, 4, 9), 1, 300);
    private static final InputOptions TOKENS = ALONE.together(2, 1);
    private static final int N = 400;

    private static NetworkConfig config(InputOptions tokens) {
        Mamba2Config mixer = Mamba2Config.builder(16).headdim(8).dState(8).build();
        return NetworkConfig.of(
                tokens,
                Trunk.MAMBA2,
                new BackboneConfig(1, mixer),
                24,
                ScorerOptions.DEFAULT_QUANTILES);
    }

    private static double[][] columns() {
        double[][] columns = new double[3][];
        for (int f = 0; f < 3; f++) {
            columns[f] = irregular(5 + f);
        }
        return columns;
    }

    private static long[] times() {
        long[] times = new long[N];
        Arrays.setAll(times, t -> 1_700_000_000_000_000L + 60_000_000L * t);
        return times;
    }

    private static Series series(double[][] columns, int own) {
        return new Series("s", columns[own], times(), new int[] {1}, new Fields(columns, 2, own));
    }

    private static double[] median(SequenceModel model, ScorerOptions options, double[][] columns) {
        Scorer scorer = new Scorer(model, options, 1);
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(options.channels());
        for (int t = 0; t < N; t++) {
            double[] row = new double[options.fields()];
            for (int f = 0; f < row.length; f++) {
                row[f] = columns[f][t];
            }
            scorer.score(slab, times()[t], row, out);
        }
        ForecastOutput ahead = new ForecastOutput(options);
        assertThat(scorer.forecast(slab, ahead)).isTrue();
        return ahead.median[0].clone();
    }

    private static ScorerOptions options(int channels, int covariates) {
        return ScorerOptions.builder(channels).horizon(9).covariates(covariates).build();
    }

    @Test
    void aWidenedNetworkForecastsWhatTheNarrowOneForecasts() {
        Parameters<float[]> narrow = NetworkInit.seeded(config(ALONE), 5);
        Parameters<float[]> wide = NetworkInit.widened(narrow, config(TOKENS));
        SequenceModel alone =
                SequenceModel.trained("alone", new ForecastNetwork(config(ALONE), ALONE, narrow));
        SequenceModel together =
                SequenceModel.trained(
                        "together", new ForecastNetwork(config(TOKENS), TOKENS, wide));
        assertThat(together.sha256()).isNotEqualTo(alone.sha256());
        double[][] columns = columns();
        double[] expected = median(alone, options(2, 0), columns);
        double[] actual = median(together, options(2, 1), columns);
        for (int h = 0; h < 9; h++) {
            assertThat(actual[h]).isCloseTo(expected[h], within(1e-9 * Math.abs(expected[h])));
        }
    }

    @Test
    void everyFieldMattersToTheForecast() {
        Parameters<float[]> weights = NetworkInit.seeded(config(TOKENS), 5);
        SequenceModel model =
                SequenceModel.trained("m", new ForecastNetwork(config(TOKENS), TOKENS, weights));
        double[] before = median(model, options(2, 1), columns());
        for (int f = 1; f < 3; f++) {
            double[][] changed = columns();
            for (int t = N - 5; t < N; t++) {
                changed[f][t] += 1000;
            }
            assertThat(median(model, options(2, 1), changed)).isNotEqualTo(before);
        }
    }

    /** Fewer events than the slab keeps: as if the new weights had run from the start. */
    @Test
    void underOtherWeightsAKeyStateIsRebuilt() {
        Scorer before = new Scorer(model(5), options(2, 1), 1);
        Scorer after = new Scorer(model(6), options(2, 1), 1);
        Slab adopted = after.adopt(run(before, before.newSlab(), columns(), 0, 200));
        Slab streamed = run(after, after.newSlab(), columns(), 0, 200);
        assertThat(bytes(adopted)).isEqualTo(bytes(streamed));
        run(after, adopted, columns(), 200, N);
        run(after, streamed, columns(), 200, N);
        assertThat(bytes(adopted)).isEqualTo(bytes(streamed));
    }

    private static SequenceModel model(long seed) {
        Parameters<float[]> weights = NetworkInit.seeded(config(TOKENS), seed);
        return SequenceModel.trained(
                "m" + seed, new ForecastNetwork(config(TOKENS), TOKENS, weights));
    }

    private static Slab run(Scorer scorer, Slab slab, double[][] columns, int from, int to) {
        ScoreOutput out = new ScoreOutput(2);
        double[] row = new double[3];
        for (int t = from; t < to; t++) {
            for (int f = 0; f < 3; f++) {
                row[f] = columns[f][t];
            }
            scorer.score(slab, times()[t], row, out);
        }
        return slab;
    }

    private static byte[] bytes(Slab slab) {
        byte[] bytes = new byte[SlabCodec.bytes(slab)];
        SlabCodec.encode(slab, bytes);
        return bytes;
    }

    @Test
    void tokensOfBothChannelsDifferInTheirOwnPartAndTheMark() {
        double[][] columns = columns();
        SeriesTokens first = new SeriesTokens(series(columns, 0), TOKENS);
        SeriesTokens second = new SeriesTokens(series(columns, 1), TOKENS);
        int f = config(TOKENS).inputs();
        int own = config(ALONE).inputs();
        assertThat(first.inputs).hasSize(N * f);
        for (int t = 0; t < N; t++) {
            assertThat(first.inputs[t * f + own]).isEqualTo(1);
            assertThat(second.inputs[t * f + own]).isZero();
            for (int i = own + 2; i < f; i++) {
                assertThat(second.inputs[t * f + i]).isEqualTo(first.inputs[t * f + i]);
            }
        }
    }

    @Test
    void otherFieldsThanTheNetworkReadsAreRefused() {
        double[][] two = Arrays.copyOf(columns(), 2);
        Series series = new Series("s", two[0], times(), new int[] {1}, new Fields(two, 2, 0));
        assertThatThrownBy(() -> new SeriesTokens(series, TOKENS))
                .hasMessage(
                        "series s has 2 value fields and 0 covariates: the network reads 2 and 1 together");
        SequenceModel model =
                SequenceModel.trained(
                        "m",
                        new ForecastNetwork(
                                config(TOKENS), TOKENS, NetworkInit.seeded(config(TOKENS), 5)));
        assertThatThrownBy(() -> new Scorer(model, options(2, 0), 1))
                .hasMessageContaining("reads 2 value fields and 1 covariates together")
                .hasMessageContaining("the stream has 2 value fields and 0 covariates");
        SequenceModel alone =
                SequenceModel.trained(
                        "a",
                        new ForecastNetwork(
                                config(ALONE), ALONE, NetworkInit.seeded(config(ALONE), 5)));
        assertThatThrownBy(() -> new Scorer(alone, options(2, 1), 1))
                .hasMessageContaining("reads each value field by itself and no covariates");
    }

    /** A season with noise and missing values. */
    private static double[] irregular(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[N];
        for (int t = 0; t < N; t++) {
            double value = 5 + 3 * Math.sin(2 * Math.PI * t / 24) + random.nextGaussian();
            values[t] = random.nextInt(30) == 0 ? Double.NaN : value;
        }
        return values;
    }
}
