package io.undercurrent.training.run;

import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.network.TrainedNetwork;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.history.HeldBack;
import io.undercurrent.training.history.History;
import io.undercurrent.training.history.Split;
import io.undercurrent.training.history.Verdict;
import io.undercurrent.training.report.ForecastTables;
import io.undercurrent.training.train.TrainingState;
import java.nio.file.Path;
import java.util.List;

/**
 * How good the trained weights are on the test part, which training never saw.
 *
 * @param table figures of all methods, in Markdown
 * @param verdict the recommendation
 */
public record HeldBackReport(String table, String verdict) {

    static HeldBackReport of(
            History history,
            Split split,
            StartWeights start,
            TrainingState end,
            int threads,
            Path out,
            TrainingProgress progress) {
        progress.judging();
        SequenceModel trained =
                SequenceModel.trained(
                        HeldBack.TRAINED,
                        TrainedNetwork.of(start.config(), start.tokens(), end.best()));
        return start.tokens()
                .match(
                        numbers -> of(history, split, start, end, trained, threads, out, progress),
                        events -> EventVerdict.of(history, split, events, trained, out));
    }

    private static HeldBackReport of(
            History history,
            Split split,
            StartWeights start,
            TrainingState end,
            SequenceModel trained,
            int threads,
            Path out,
            TrainingProgress progress) {
        SetResult result =
                new HeldBack(history, split)
                        .run(trained, start.model(), start.name(), threads, progress::judged);
        String table =
                ForecastTables.caption(result)
                        + "\n\n"
                        + ForecastTables.methods(List.of(result)).markdown();
        boolean alone = start.model() == null;
        String other = alone ? Baseline.SEASONAL_NAIVE.id() : start.name();
        String uri = alone ? "a longer history, or a trained start" : "model: " + start.uri();
        String verdict = Verdict.of(result, other, uri, out.toString()).words();
        boolean kept = start.model() != null && end.bestPoint().steps() == 0;
        return new HeldBackReport(
                table,
                kept
                        ? verdict
                                + " (validation never improved: these are the weights of the start)"
                        : verdict);
    }
}
