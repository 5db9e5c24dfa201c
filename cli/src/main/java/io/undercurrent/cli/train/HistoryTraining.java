package io.undercurrent.cli.train;

import io.undercurrent.spec.TrainSpec;
import io.undercurrent.training.history.History;
import io.undercurrent.training.history.HistoryRounds;
import io.undercurrent.training.history.Split;
import io.undercurrent.training.report.LossCurves;
import io.undercurrent.training.train.Standing;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * From a history to a folder with a model.
 *
 * @param from where the history was read, in words
 */
record HistoryTraining(
        TrainSpec spec,
        Split split,
        History history,
        String from,
        StartWeights start,
        TrainingFolder folder) {

    void run(PrintWriter err, PrintWriter out) throws IOException {
        err.printf(
                Locale.ROOT,
                "history: %d rows of %d keys, %d series, %s to %s%n",
                history.rows(),
                history.keys(),
                history.series().size(),
                history.first(),
                history.last());
        history.notices().forEach(notice -> err.println("note: " + notice));
        TrainingRun run = training();
        Standing end = run.run(folder, err);
        Judged judged = Judged.of(history, split, start, end, run.threads(), folder.path(), err);
        LossCurves curves = new LossCurves(end.looks(), run.tokensAStep());
        folder.write(
                start.config(),
                start.tokens(),
                end.best(),
                curves,
                "train on " + from,
                card(run, end, judged));
        out.print(judged.table());
        out.println();
        out.println(judged.verdict());
        out.printf(Locale.ROOT, "wrote %s%n", folder.path());
        out.flush();
    }

    private TrainingRun training() {
        HistoryRounds rounds = new HistoryRounds(history, split, start.tokens(), spec.seed());
        long tokens = spec.tokens() == null ? rounds.usualTokens() : spec.tokens();
        double peak = spec.learningRate() == null ? start.usualRate() : spec.learningRate();
        String task =
                String.format(
                        Locale.ROOT,
                        "train seed=%d tokens=%d rate=%s split=%s start=%s network=%s history=%s",
                        spec.seed(),
                        tokens,
                        peak,
                        split,
                        start.id(),
                        start.config(),
                        history.sha256());
        int threads =
                spec.threads() == null
                        ? Runtime.getRuntime().availableProcessors()
                        : spec.threads();
        return new TrainingRun(
                start.config(),
                start.weights(),
                rounds.rounds(),
                rounds.validation(),
                rounds.plan(tokens, peak, spec.patience()),
                rounds.tokensAStep(),
                task,
                spec.engine(),
                threads);
    }

    private String card(TrainingRun run, Standing end, Judged judged) {
        Card card =
                new Card("Model " + folder.path().toAbsolutePath().normalize().getFileName())
                        .words("\n" + judged.verdict())
                        .section("Data")
                        .entry("read from", from)
                        .entry("time", history.first() + " to " + history.last())
                        .entry("rows", history.rows())
                        .entry("keys", history.keys())
                        .entry("series (key and value field)", history.series().size())
                        .entry("SHA-256 of the series", history.sha256())
                        .entry("share for validation", split.validationShare())
                        .entry("newest share, held back for the figures below", split.testShare());
        history.notices().forEach(notice -> card.entry("note", notice));
        return card.training(run, end, spec.seed())
                .entry("start", spec.start())
                .section("On the held-back newest part")
                .words(judged.table())
                .toString();
    }
}
