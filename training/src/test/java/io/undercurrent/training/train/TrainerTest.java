package io.undercurrent.training.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.EngineState;
import io.undercurrent.training.engine.JavaEngine;
import io.undercurrent.training.engine.LearningRate;
import io.undercurrent.training.engine.RoundCut;
import io.undercurrent.training.engine.TokenMaker;
import io.undercurrent.training.engine.TrainingEngine;
import io.undercurrent.training.network.NetworkInit;
import io.undercurrent.training.tokens.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final InputOptions TOKENS = new InputOptions(List.of(1, 3), 1, 40);
    private static final LearningRate RATE = new LearningRate(5e-3, 1e-4, 4, 40);

    @TempDir Path folder;

    /** Stops the training from within, as a kill would between two validations. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void aKilledTrainingEndsWithTheSameBits() throws IOException {
        TrainingState whole = train(folder.resolve("whole"), 2, 100);
        List<ValidationPoint> heard = new ArrayList<>();
        try (TrainingEngine engine = engine(1)) {
            Trainer killed =
                    trainer(engine, folder.resolve("killed"), "task", 100)
                            .apply(
                                    point -> {
                                        heard.add(point);
                                        if (heard.size() == 3) {
                                            throw new Killed();
                                        }
                                    });
            assertThatThrownBy(killed::run).isInstanceOf(Killed.class);
        }
        TrainingState resumed = train(folder.resolve("killed"), 2, 100);
        assertThat(resumed.points()).isEqualTo(whole.points());
        same(resumed.engine().parameters(), whole.engine().parameters());
        same(resumed.best(), whole.best());
        assertThat(whole.bestPoint().validation()).isLessThan(whole.points().get(0).validation());
    }

    @Test
    void withoutProgressItStopsAndKeepsTheBest() throws IOException {
        TrainingState state = train(folder.resolve("early"), 2, 1);
        assertThat(state.withoutProgress()).isLessThanOrEqualTo(1);
        assertThat(state.points().stream().mapToDouble(ValidationPoint::validation).min())
                .hasValue(state.bestPoint().validation());
    }

    @Test
    void aCheckpointOfAnotherTaskIsRefusedAndKept() throws IOException {
        Path file = folder.resolve("other");
        train(file, 1, 100);
        byte[] before = Files.readAllBytes(file);
        try (TrainingEngine engine = engine(1)) {
            Trainer other = trainer(engine, file, "another task", 100).apply(point -> {});
            assertThatThrownBy(other::run)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("checkpoint of another training (task)")
                    .hasMessageContaining("use another folder");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    /** Also where the step fails. */
    @Test
    void eachBatchOfAMakerIsDoneOnce() throws IOException {
        AtomicInteger open = new AtomicInteger();
        try (TrainingEngine engine = new WithMaker(engine(1), open, Integer.MAX_VALUE)) {
            trainer(engine, folder.resolve("made"), "task", 100).apply(point -> {}).run();
        }
        assertThat(open.get()).isZero();
        try (TrainingEngine engine = new WithMaker(engine(1), open, 3)) {
            Trainer failing =
                    trainer(engine, folder.resolve("failing"), "task", 100).apply(point -> {});
            assertThatThrownBy(failing::run).isInstanceOf(Killed.class);
            assertThat(open.get() % 2).isOne(); // of the second round's two batches one is left
        }
    }

    /** An engine whose tokens are made by somebody who counts the batches that are not done. */
    private record WithMaker(TrainingEngine engine, AtomicInteger open, int last)
            implements TrainingEngine, TokenMaker {
        @Override
        public Optional<TokenMaker> tokenMaker() {
            return Optional.of(this);
        }

        @Override
        public boolean makes(TokenOptions options) {
            return true;
        }

        @Override
        public int ahead(int series, TokenOptions options, RoundCut longest) {
            return 1;
        }

        @Override
        public List<Batch> batches(List<Series> series, TokenOptions options, RoundCut cut) {
            open.addAndGet(cut.pieces());
            return new Rounds(
                            (i, n) -> series.get((int) i),
                            options,
                            series.size(),
                            cut.pieces(),
                            cut.length(),
                            cut.skipped())
                    .round(0).stream().map(this::counted).toList();
        }

        private Batch counted(Batch b) {
            return new Batch(
                    b.sequences(),
                    b.length(),
                    b.inputs(),
                    b.bases(),
                    b.targets(),
                    b.units(),
                    b.fresh()) {
                @Override
                public void done() {
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public String describe() {
            return engine.describe();
        }

        @Override
        public double step(Batch batch, double learningRate) {
            if (engine.state().steps() == last - 1) {
                throw new Killed();
            }
            return engine.step(batch, learningRate);
        }

        @Override
        public double loss(Batch batch) {
            return engine.loss(batch);
        }

        @Override
        public Parameters<float[]> parameters() {
            return engine.parameters();
        }

        @Override
        public EngineState state() {
            return engine.state();
        }

        @Override
        public void restore(EngineState state) {
            engine.restore(state);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private interface Listening {
        Trainer apply(Consumer<ValidationPoint> progress);
    }

    private static TrainingState train(Path file, int threads, int patience) throws IOException {
        try (TrainingEngine engine = engine(threads)) {
            return trainer(engine, file, "task", patience).apply(point -> {}).run();
        }
    }

    private static Listening trainer(TrainingEngine engine, Path file, String task, int patience) {
        Rounds rounds = new Rounds(TrainerTest::series, TOKENS, 3, 2, 16, 12);
        Rounds other = new Rounds((i, n) -> series(i + 1000, n), TOKENS, 3, 1, 32, 12);
        return progress ->
                new Trainer(
                        engine,
                        rounds,
                        other.round(0),
                        new TrainingPlan(10, RATE, 2, patience),
                        2,
                        file,
                        task,
                        progress,
                        (step, loss) -> {});
    }

    private static TrainingEngine engine(int threads) {
        NetworkConfig config =
                NetworkConfig.of(
                        TOKENS,
                        Trunk.MAMBA2,
                        new BackboneConfig(
                                1, Mamba2Config.builder(16).headdim(8).dState(8).build()),
                        0,
                        List.of(0.1, 0.5, 0.9));
        return new JavaEngine(
                config, NetworkInit.seeded(config, 1), AdamWOptions.defaults(), threads);
    }

    private static void same(Parameters<float[]> a, Parameters<float[]> b) {
        for (String name : a.names()) {
            assertThat(a.get(name)).as(name).containsExactly(b.get(name));
        }
    }

    private static Series series(long seed, int n) {
        Random random = new Random(seed);
        double[] values = new double[n];
        long[] times = new long[n];
        for (int t = 0; t < n; t++) {
            values[t] = 3 * Math.sin(2 * Math.PI * t / 6) + random.nextGaussian();
            times[t] = t * 60_000_000L;
        }
        return new Series("s" + seed, values, times, new int[] {6});
    }
}
