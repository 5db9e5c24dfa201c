package io.undercurrent.cli.train;

import io.undercurrent.command.ProgressLine;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.network.TrainedNetwork;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.history.HeldBack;
import io.undercurrent.training.history.History;
import io.undercurrent.training.history.Split;
import io.undercurrent.training.history.Verdict;
import io.undercurrent.training.report.ForecastTables;
import io.undercurrent.training.train.Standing;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * The trained weights on the test part.
 *
 * @param table figures of all methods, in Markdown
 * @param verdict what is recommended
 */
record Judged(String table, String verdict) {

    static Judged of(
            History history,
            Split split,
            StartWeights start,
            Standing end,
            int threads,
            Path out,
            PrintWriter err) {
        err.println("judging on the test part");
        err.flush();
        SequenceModel trained =
                SequenceModel.trained(
                        HeldBack.TRAINED,
                        TrainedNetwork.of(start.config(), start.tokens(), end.best()));
        return start.tokens()
                .match(
                        numbers -> of(history, split, start, end, trained, threads, out, err),
                        events -> EventVerdict.of(history, split, events, trained, out));
    }

    private static Judged of(
            History history,
            Split split,
            StartWeights start,
            Standing end,
            SequenceModel trained,
            int threads,
            Path out,
            PrintWriter err) {
        SetResult result =
                new HeldBack(history, split)
                        .run(
                                trained,
                                start.model(),
                                start.name(),
                                threads,
                                new ProgressLine(err)::report);
        String table =
                ForecastTables.caption(result)
                        + "\n\n"
                        + ForecastTables.methods(List.of(result)).markdown();
        boolean alone = start.model() == null;
        String other = alone ? Baseline.SEASONAL_NAIVE.id() : start.name();
        String uri = alone ? "a longer history, or a trained start" : "model: " + start.uri();
        String verdict = Verdict.of(result, other, uri, out.toString()).words();
        boolean kept = start.model() != null && end.bestLook().steps() == 0;
        return new Judged(
                table,
                kept
                        ? verdict
                                + " (validation never improved: these are the weights of the start)"
                        : verdict);
    }
}
