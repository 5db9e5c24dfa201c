package io.undercurrent.training.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkFolder;
import io.undercurrent.scorer.network.TrainedNetwork;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.JavaEngine;
import io.undercurrent.training.network.NetworkInit;
import io.undercurrent.training.tokens.Rounds;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NextEventsTest {
    private static final EventOptions TOKENS = new EventOptions(List.of(10.0, 20.0, 30.0, 40.0));
    private static final int EVENTS = 200;

    @TempDir private Path folder;

    private static NetworkConfig config(Trunk trunk) {
        Mamba2Config mixer = Mamba2Config.builder(16).headdim(8).dState(8).chunkSize(16).build();
        return NetworkConfig.of(TOKENS, trunk, new BackboneConfig(2, mixer), 24, List.of(0.5));
    }

    private static Series series(int n, IntToDoubleFunction code) {
        double[] values = new double[n];
        long[] times = new long[n];
        for (int t = 0; t < n; t++) {
            values[t] = code.applyAsDouble(t);
            times[t] = (10 * t + t % 7) * 1_000_000L;
        }
        return new Series("s", values, times, new int[] {1});
    }

    private static Batch batch(Series series) {
        return new Rounds((index, length) -> series, TOKENS, 1, 1, series.length() - 1, 0)
                .round(0)
                .get(0);
    }

    /** Chunked in training and event by event in a stream, with unknown and missing codes. */
    @ParameterizedTest
    @EnumSource(Trunk.class)
    void crossEntropyOfTheStreamIsThatOfTraining(Trunk trunk) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Series series =
                series(
                        EVENTS,
                        t -> t % 11 == 5 ? Double.NaN : 10 * (1 + random.nextInt(5))); // 50: new
        NetworkConfig config = config(trunk);
        Parameters<float[]> weights = NetworkInit.seeded(config, seed);
        NetworkFolder.write(folder, config, TOKENS, weights);
        SequenceModel read = SequenceModel.trained("m", NetworkFolder.read(folder));
        assertThat(read.sha256())
                .isEqualTo(
                        SequenceModel.trained("m", TrainedNetwork.of(config, TOKENS, weights))
                                .sha256());
        try (JavaEngine engine = new JavaEngine(config, weights, AdamWOptions.defaults(), 1)) {
            double trained = engine.loss(batch(series));
            NextEventScore streamed = new NextEvents(List.of(series), s -> 1).of("m", read);
            assertThat(streamed.crossEntropy())
                    .as("seed %d", seed)
                    .isCloseTo(trained, within(1e-4));
        }
    }

    @Test
    void whatWasLearnedIsExpectedAndWhatNeverComesAlarms() {
        Series cycle = series(401, t -> 10 * (1 + t % 4));
        NetworkConfig config = config(Trunk.MAMBA2);
        Parameters<float[]> weights = NetworkInit.seeded(config, 3);
        SequenceModel model;
        try (JavaEngine engine = new JavaEngine(config, weights, AdamWOptions.defaults(), 2)) {
            for (int i = 0; i < 150; i++) {
                engine.step(batch(cycle), 5e-3);
            }
            model =
                    SequenceModel.trained(
                            "m", TrainedNetwork.of(config, TOKENS, engine.parameters()));
        }
        NextEventScore seen = new NextEvents(List.of(cycle), s -> 100).of("m", model);
        assertThat(seen.crossEntropy()).isLessThan(0.05);
        assertThat(seen.accuracy()).isEqualTo(1);
        ScorerOptions options =
                ScorerOptions.builder(1)
                        .horizon(1)
                        .forecastEvery(1000)
                        .alarmRate(0.01)
                        .warmup(16)
                        .build();
        Scorer scorer = new Scorer(model, options, 1);
        ScoreOutput out = new ScoreOutput(1);
        Slab slab = scorer.newSlab();
        for (int t = 0; t < 100; t++) {
            boolean odd = t == 60;
            double code = odd ? 40 : 10 * (1 + t % 4);
            scorer.score(slab, t * 10_000_000L, new double[] {code}, out);
            if (t > 20 && t <= 60) {
                assertThat(out.expected[0]).isEqualTo(10 * (1 + t % 4));
                assertThat(out.alarm).as("event %d", t).isEqualTo(odd);
                assertThat(out.lower[0]).isNaN();
            }
        }
        scorer.score(slab, 1_000_000_000L, new double[] {77}, out); // never seen in training
        assertThat(out.alarm).isTrue();
        assertThat(out.probability[0]).isLessThan(0.01);
        scorer.score(slab, 1_010_000_000L, new double[] {Double.NaN}, out);
        assertThat(out.status).isEqualTo(ScoreOutput.Status.MISSING);
        assertThat(out.alarm).isFalse();
    }

    @Test
    void countsForeseeWhatTheirContextTells() {
        Series cycle = series(4000, t -> t % 4 == 3 ? 20 : t % 4 == 1 ? 30 : 10);
        NextEvents scored = new NextEvents(List.of(cycle), s -> 2000);
        double half = -StrictMath.log(0.5) / 2 - StrictMath.log(0.25) / 2;
        assertThat(scored.ngram(0, TOKENS).crossEntropy()).isCloseTo(half, within(0.01));
        // After 10 comes 20 or 30; the event before tells which.
        assertThat(scored.ngram(1, TOKENS).crossEntropy())
                .isCloseTo(-StrictMath.log(0.5) / 2, within(0.01));
        NextEventScore two = scored.ngram(2, TOKENS);
        assertThat(two.crossEntropy()).isLessThan(0.01);
        assertThat(two.accuracy()).isEqualTo(1);
        assertThat(two.events()).isEqualTo(2000);
    }
}
