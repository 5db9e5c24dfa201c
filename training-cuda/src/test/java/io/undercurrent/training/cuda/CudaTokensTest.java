package io.undercurrent.training.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.Engines;
import io.undercurrent.training.engine.LearningRate;
import io.undercurrent.training.engine.RoundCut;
import io.undercurrent.training.engine.TokenMaker;
import io.undercurrent.training.engine.TrainingEngine;
import io.undercurrent.training.network.NetworkDefaults;
import io.undercurrent.training.network.NetworkInit;
import io.undercurrent.training.tokens.Rounds;
import io.undercurrent.training.train.Trainer;
import io.undercurrent.training.train.TrainingPlan;
import io.undercurrent.training.train.ValidationPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The inputs that the kernel computes are those of the streaming code. */
class CudaTokensTest {
    /** Sums over a warp have another order; sines and cosines are the C library's. */
    private static final double ROUNDING = 2e-6;

    private static final AdamWOptions ADAMW = AdamWOptions.defaults();

    @BeforeEach
    void emulate() {
        Emulation.use();
        System.setProperty(CudaMode.PROPERTY, "float32");
    }

    @AfterEach
    void usualMode() {
        System.clearProperty(CudaMode.PROPERTY);
    }

    @Test
    void tokensOfEveryKindOfSeriesAreThoseOfTheStreamingCode() {
        compare(NetworkDefaults.TOKENS, new RoundCut(0, 250, 4));
    }

    @Test
    void alsoOfAShortRingOneSeasonAndOtherHorizons() {
        compare(new InputOptions(List.of(2, 3, 7, 30), 1, 60), new RoundCut(40, 100, 2));
        compare(new InputOptions(List.of(1, 5, 9), 2, 28), new RoundCut(0, 60, 2));
        compare(new InputOptions(List.of(1), 2, 40), new RoundCut(0, 80, 1));
    }

    /** So many seasons that each regression takes a whole warp; and a horizon for each lane. */
    @Test
    void alsoOfManySeasonsAndHorizons() {
        compare(new InputOptions(List.of(2, 4, 9), 4, 60), new RoundCut(0, 70, 2));
        compare(new InputOptions(List.of(3, 4, 5, 6), 3, 70), new RoundCut(20, 90, 1));
        List<Integer> many = IntStream.rangeClosed(1, 32).boxed().toList();
        compare(new InputOptions(many, 1, 64), new RoundCut(0, 75, 1));
    }

    /** Two rounds of two pieces, whose tokens stay on the device. */
    @Test
    void stepsOnThemAreThoseOnTheStreamingCodesTokens() {
        InputOptions options = new InputOptions(List.of(1, 3, 8), 1, 40);
        NetworkConfig config = small(options);
        RoundCut cut = new RoundCut(10, 8, 2);
        Rounds rounds =
                new Rounds(
                        (index, length) -> four(length, index / 4).get((int) index % 4),
                        options,
                        4,
                        2,
                        8,
                        10);
        try (TrainingEngine one = engine(config);
                TrainingEngine other = engine(config)) {
            TokenMaker maker = one.tokenMaker().orElseThrow();
            for (int round = 0; round < 2; round++) {
                List<Batch> there = maker.batches(four(cut.end() + 8, round), options, cut);
                List<Batch> here = rounds.round(round);
                for (int p = 0; p < 2; p++) {
                    double expected = other.step(here.get(p), 1e-3);
                    assertThat(one.step(there.get(p), 1e-3)).isCloseTo(expected, within(1e-5));
                    double judged = other.loss(here.get(p));
                    assertThat(one.loss(there.get(p))).isCloseTo(judged, within(1e-5));
                    there.get(p).done();
                }
            }
            List<Series> series = four(cut.end() + 8, 2);
            List<Batch> left = maker.batches(series, options, cut);
            assertThatThrownBy(() -> one.step(unfit(maker, series), 1e-3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the horizons [1, 3]")
                    .hasMessageContaining("[1, 3, 8]");
            assertThat(left).hasSize(2); // an engine that is closed gives back what is not done
        }
        assertThat(Emulation.alive()).isZero();
    }

    private static List<Series> four(int length, long seed) {
        return Streams.all(length, seed).subList(0, 4);
    }

    /** Several rounds are made at once while the engine trains on others. */
    @Test
    void aTrainingOnThemIsThatOnTheStreamingCodesTokens(@TempDir Path folder) throws IOException {
        InputOptions options = new InputOptions(List.of(1, 3, 8), 1, 40);
        NetworkConfig config = small(options);
        Rounds.Source source = (i, n) -> Streams.all(n, i).get((int) (i % 20));
        Rounds rounds = new Rounds(source, options, 3, 1, 8, 12).withLonger(3, 2);
        List<ValidationPoint> found;
        List<ValidationPoint> expected;
        try (TrainingEngine engine = engine(config)) {
            found = train(engine, rounds, folder.resolve("found"));
        }
        assertThat(Emulation.calls().stream().filter(call -> call.endsWith("causal_tokens")))
                .hasSize(6);
        try (TrainingEngine java =
                Engines.create("java", config, NetworkInit.seeded(config, 1), ADAMW, 1)) {
            expected = train(java, rounds, folder.resolve("expected"));
        }
        assertThat(found).hasSameSizeAs(expected).hasSizeGreaterThan(2);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).steps()).isEqualTo(expected.get(i).steps());
            assertThat(found.get(i).validation())
                    .isCloseTo(expected.get(i).validation(), within(2e-4));
        }
        assertThat(Emulation.alive()).isZero();
    }

    private static List<ValidationPoint> train(TrainingEngine engine, Rounds rounds, Path file)
            throws IOException {
        TrainingPlan plan = new TrainingPlan(6, new LearningRate(1e-3, 1e-4, 2, 8), 2, 100);
        return new Trainer(
                        engine,
                        rounds,
                        rounds.round(100),
                        plan,
                        2,
                        file,
                        "task",
                        point -> {},
                        (step, loss) -> {})
                .run()
                .points();
    }

    private static NetworkConfig small(InputOptions options) {
        BackboneConfig backbone =
                new BackboneConfig(
                        1, Mamba2Config.builder(8).headdim(4).dState(3).chunkSize(4).build());
        return NetworkConfig.of(options, Trunk.MAMBA2, backbone, 6, List.of(0.1, 0.5, 0.9));
    }

    private static Batch unfit(TokenMaker maker, List<Series> series) {
        InputOptions others = new InputOptions(List.of(1, 3), 1, 40);
        return maker.batches(series, others, new RoundCut(10, 8, 2)).get(0);
    }

    private static TrainingEngine engine(NetworkConfig config) {
        return Engines.create("cuda", config, NetworkInit.seeded(config, 1), ADAMW, 1);
    }

    @Test
    void aSeriesThatIsTooShortIsRefusedAndTheNextIsNot() {
        InputOptions options = new InputOptions(List.of(1, 3), 1, 40);
        RoundCut cut = new RoundCut(0, 8, 1);
        try (Device device = new Device();
                CudaTokens tokens = new CudaTokens(device)) {
            List<Series> shorter = Streams.all(10, 1).subList(0, 2);
            assertThatThrownBy(() -> tokens.batches(shorter, options, cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("series walk has 10 events, a round needs 11");
            assertThat(tokens.batches(Streams.all(11, 1).subList(0, 2), options, cut)).hasSize(1);
        }
        assertThat(Emulation.alive()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuStreamCreate", "cuMemHostAlloc", "cuMemAlloc_v2", "cuLaunchKernel"})
    void afterAFailedCallTheNextRoundIsMade(String call) {
        InputOptions options = new InputOptions(List.of(1, 3), 1, 40);
        RoundCut cut = new RoundCut(0, 8, 1);
        List<Series> series = four(11, 1);
        try (Device device = new Device();
                CudaTokens tokens = new CudaTokens(device)) {
            Emulation.call("emulation_fail", call, 0, 2);
            assertThatThrownBy(() -> tokens.batches(series, options, cut))
                    .isInstanceOf(CudaException.class);
            assertThat(tokens.batches(series, options, cut)).hasSize(1);
        }
        assertThat(Emulation.alive()).isZero();
    }

    @Test
    void aClosedMakerRefuses() {
        InputOptions options = new InputOptions(List.of(1, 3), 1, 40);
        try (Device device = new Device()) {
            CudaTokens tokens = new CudaTokens(device);
            tokens.close();
            assertThatThrownBy(() -> tokens.batches(four(11, 1), options, new RoundCut(0, 8, 1)))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(Emulation.alive()).isZero();
    }

    private static void compare(InputOptions options, RoundCut cut) {
        int farthest = options.horizons().get(options.horizons().size() - 1);
        List<Series> series = Streams.all(cut.end() + farthest, cut.length());
        try (Device device = new Device();
                CudaTokens tokens = new CudaTokens(device)) {
            assertThat(tokens.makes(options)).isTrue();
            TokenTruth.Worst worst = TokenTruth.compare(tokens, series, options, cut);
            assertThat(worst.difference()).as(worst.where()).isLessThan(ROUNDING);
        }
        assertThat(Emulation.alive()).isZero();
    }

    @Test
    void whatAWarpCannotHoldIsLeftToTheCores() {
        try (Device device = new Device();
                CudaTokens tokens = new CudaTokens(device)) {
            assertThat(tokens.makes(new InputOptions(List.of(1, 2), 2, 60))).isTrue();
            assertThat(tokens.makes(new InputOptions(List.of(1, 2), 3, 60))).isFalse();
            assertThat(tokens.makes(new InputOptions(List.of(2, 4), 4, 60))).isTrue();
            assertThat(tokens.makes(new InputOptions(List.of(1, 2), 2, 60).together(2, 1)))
                    .isFalse();
            assertThat(tokens.makes(new EventOptions(List.of(1.0, 2.0)))).isFalse();
            assertThat(tokens.makes(new InputOptions(List.of(1, 2), 2, 65_536))).isFalse();
        }
    }
}
