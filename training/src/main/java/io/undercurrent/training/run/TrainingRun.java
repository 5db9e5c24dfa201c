package io.undercurrent.training.run;

import io.undercurrent.training.history.History;
import io.undercurrent.training.history.HistoryRounds;
import io.undercurrent.training.report.LossCurves;
import io.undercurrent.training.train.TrainingState;
import java.io.IOException;
import java.util.Locale;

/**
 * Trains a model on a history and writes it into a folder.
 *
 * <pre>{@code
 * TrainingOptions options = TrainingOptions.builder().tokens(1_000_000).seed(7).build();
 * HistoryBuilder rows = new HistoryBuilder();
 * rows.add("pump-1", List.of("pressure"), timeMicros, new double[] {4.2}); // and so on
 * History history = rows.build(options.split(), options.seasons(), 0);
 * TrainedModel model =
 *         TrainingRun.of(history, options)
 *                 .run(TrainingFolder.open(Path.of("pumps"), false), TrainingProgress.silent());
 * }</pre>
 *
 * <p>The same history, options and engine give the same weights to the last bit, for any number of
 * threads.
 */
public final class TrainingRun {
    private final History history;
    private final String source;
    private final TrainingOptions options;
    private final StartWeights start;

    private TrainingRun(
            History history, String source, TrainingOptions options, StartWeights start) {
        this.history = history;
        this.source = source;
        this.options = options;
        this.start = start;
    }

    /**
     * Creates a training on rows that a program added.
     *
     * @param history built with the options' split and seasons
     * @throws IllegalArgumentException if options do not fit each other or the history
     * @throws IOException if the model to start from cannot be read
     */
    public static TrainingRun of(History history, TrainingOptions options) throws IOException {
        return of(history, "rows that a program added", TrainingStart.load(options));
    }

    /**
     * Creates a training from a start that was loaded before.
     *
     * @param source the history's origin, in words for the model's card
     * @throws IllegalArgumentException if the start does not fit the history
     */
    public static TrainingRun of(History history, String source, TrainingStart start) {
        return new TrainingRun(history, source, start.options(), start.weights(history));
    }

    /**
     * Trains, evaluates and writes the model; resumes from the folder's checkpoint if there is one.
     *
     * @param folder receives results and checkpoints
     * @throws IllegalStateException if the training diverged, or its result gives no finite
     *     forecasts; earlier results are unchanged
     * @throws IOException if the folder cannot be written, or its checkpoint is of another training
     */
    public TrainedModel run(TrainingFolder folder, TrainingProgress progress) throws IOException {
        NetworkTraining training = training();
        TrainingState end = training.run(folder, progress);
        folder.check(start.config(), start.tokens(), end.best());
        HeldBackReport report =
                HeldBackReport.of(
                        history,
                        options.split(),
                        start,
                        end,
                        training.threads(),
                        folder.path(),
                        progress);
        folder.write(
                start.config(),
                start.tokens(),
                end.best(),
                new LossCurves(end.points(), training.tokensAStep()),
                "train on " + source,
                card(folder, training, end, report));
        return new TrainedModel(folder.path(), end, report);
    }

    private NetworkTraining training() {
        HistoryRounds rounds =
                new HistoryRounds(history, options.split(), start.tokens(), options.seed());
        long tokens = options.tokens().orElseGet(rounds::usualTokens);
        double peak = options.learningRate().orElseGet(start::usualRate);
        String task =
                String.format(
                        Locale.ROOT,
                        "train seed=%d tokens=%d rate=%s split=%s start=%s network=%s history=%s",
                        options.seed(),
                        tokens,
                        peak,
                        options.split(),
                        start.id(),
                        start.config(),
                        history.sha256());
        return new NetworkTraining(
                start.config(),
                start.weights(),
                rounds.rounds(),
                rounds.validation(),
                rounds.plan(tokens, peak, options.patience()),
                rounds.tokensAStep(),
                task,
                options.engine(),
                options.threads().orElseGet(Runtime.getRuntime()::availableProcessors));
    }

    private String card(
            TrainingFolder folder,
            NetworkTraining training,
            TrainingState end,
            HeldBackReport report) {
        ModelCard card =
                ModelCard.of(folder)
                        .words("\n" + report.verdict())
                        .section("Data")
                        .entry("read from", source)
                        .entry("time", history.first() + " to " + history.last())
                        .entry("rows", history.rows())
                        .entry("keys", history.keys())
                        .entry("series (key and value field)", history.series().size())
                        .entry("SHA-256 of the series", history.sha256())
                        .entry("share for validation", options.split().validationShare())
                        .entry(
                                "newest share, held back for the figures below",
                                options.split().testShare());
        history.notices().forEach(notice -> card.entry("note", notice));
        return card.training(training, end, options.seed())
                .entry("start", options.start())
                .section("On the held-back newest part")
                .words(report.table())
                .toString();
    }
}
