package io.undercurrent.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.ForecastModel;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.training.history.History;
import io.undercurrent.training.history.HistoryBuilder;
import io.undercurrent.training.train.ValidationPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training from Java, without a command line. */
class TrainingRunTest {
    private static final long HOUR = 3_600_000_000L;

    @TempDir private Path folder;

    /** Counts what it hears. */
    private static final class Heard implements TrainingProgress {
        private final List<ValidationPoint> points = new ArrayList<>();
        private String engine;
        private long lastStep;
        private boolean judging;
        private long judged;

        @Override
        public void started(NetworkTraining training, String name) {
            engine = name;
        }

        @Override
        public void validated(ValidationPoint point) {
            points.add(point);
        }

        @Override
        public void step(long step, double loss) {
            assertThat(step).isEqualTo(++lastStep);
        }

        @Override
        public void judging() {
            judging = true;
        }

        @Override
        public synchronized void judged(String what, long done, long total) {
            judged = Math.max(judged, done);
        }
    }

    @Test
    void aTrainedModelIsWrittenAndReadBack() throws IOException {
        TrainingOptions options = options().threads(2).build();
        Heard heard = new Heard();
        TrainedModel model =
                TrainingRun.of(history(options), options)
                        .run(TrainingFolder.open(folder.resolve("mine"), false), heard);

        SequenceModel read = model.load();
        assertThat(read.id()).startsWith("mine@");
        same(parameters(read), model.state().best());
        assertThat(model.report().table()).contains("| trained ", "| seasonal-naive ");
        assertThat(model.report().verdict()).contains("on the held-back newest part its loss is ");
        assertThat(Files.readString(model.folder().resolve("card.md")))
                .startsWith("# Model mine\n")
                .contains("- read from: rows that a program added\n", "- seed: 5\n");

        assertThat(heard.engine).isEqualTo("java, 2 threads");
        assertThat(heard.points).isEqualTo(model.state().points());
        assertThat(heard.lastStep).isEqualTo(model.state().newest().steps()).isPositive();
        assertThat(heard.judging).isTrue();
        assertThat(heard.judged).isPositive();

        TrainingOptions alone = options().threads(1).build();
        TrainedModel again =
                TrainingRun.of(history(alone), alone)
                        .run(
                                TrainingFolder.open(folder.resolve("again"), false),
                                TrainingProgress.silent());
        same(parameters(again.load()), parameters(read));
    }

    @Test
    void anInterruptedTrainingGoesOnWithTheSameWeights() throws IOException {
        TrainingOptions options = options().build();
        TrainedModel whole = run("whole", options, false, TrainingProgress.silent());
        TrainingProgress stopping =
                new TrainingProgress() {
                    @Override
                    public void validated(ValidationPoint point) {
                        if (point.round() == 1) {
                            throw new IllegalStateException("stopped");
                        }
                    }
                };
        assertThatThrownBy(() -> run("stopped", options, false, stopping)).hasMessage("stopped");
        assertThatThrownBy(() -> run("stopped", options, false, TrainingProgress.silent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a training was interrupted");
        TrainedModel resumed = run("stopped", options, true, TrainingProgress.silent());
        same(parameters(resumed.load()), parameters(whole.load()));
        assertThat(resumed.state().points()).isEqualTo(whole.state().points());
        assertThat(resumed.folder().resolve("training.checkpoint")).doesNotExist();
    }

    @Test
    void optionsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> TrainingStart.load(options().start("bundled:tiny").build()))
                .hasMessageContaining("train.start = bundled:tiny: an untrained backbone");
        TrainingOptions.Builder events = options().task(TrainingOptions.Task.NEXT_EVENT);
        assertThatThrownBy(() -> TrainingStart.load(events.seasons(List.of(24)).build()))
                .hasMessageContaining("train.seasons: not used with train.task = next-event");
        assertThatThrownBy(() -> options().tokens(0))
                .hasMessage("train.tokens = 0: allowed are 1 and more");
        assertThatThrownBy(() -> options().learningRate(0))
                .hasMessage("train.learning-rate = 0.0: allowed are numbers above 0");
    }

    @Test
    void builtOptionsDoNotChangeWithTheirBuilder() {
        TrainingOptions.Builder builder = options();
        TrainingOptions options = builder.build();
        builder.seed(6).seasons(List.of(24));
        assertThat(options.seed()).isEqualTo(5);
        assertThat(options.seasons()).isEmpty();
    }

    private TrainedModel run(
            String name, TrainingOptions options, boolean resume, TrainingProgress progress)
            throws IOException {
        TrainingFolder made = TrainingFolder.open(folder.resolve(name), resume);
        return TrainingRun.of(history(options), options).run(made, progress);
    }

    private static TrainingOptions.Builder options() {
        return TrainingOptions.builder().start(TrainingOptions.SCRATCH).tokens(4000).seed(5);
    }

    private static History history(TrainingOptions options) {
        HistoryBuilder rows = new HistoryBuilder();
        SplittableRandom random = new SplittableRandom(1);
        for (int t = 0; t < 400; t++) {
            double value = 40 + 9 * Math.sin(t * Math.PI / 12) + random.nextDouble();
            rows.add("pump", List.of("pressure"), t * HOUR, new double[] {value});
        }
        return rows.build(options.split(), options.seasons(), 0);
    }

    private static Parameters<float[]> parameters(SequenceModel model) {
        return ((ForecastModel) model).network().parameters();
    }

    private static void same(Parameters<float[]> a, Parameters<float[]> b) {
        assertThat(a.names()).isEqualTo(b.names());
        for (String name : a.names()) {
            assertThat(a.get(name)).as(name).containsExactly(b.get(name));
        }
    }
}
