package io.undercurrent.training.history;

import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.evaluate.Evaluation;
import io.undercurrent.training.evaluate.Plan;
import io.undercurrent.training.evaluate.Progress;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.forecast.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * The evaluation on the test part: each event is scored as the job scores it, from the series'
 * beginning, and the forecasts of the test part are compared with the actual values.
 */
public final class HeldBack {
    /** Name of the finished weights in tables. */
    public static final String TRAINED = "trained";

    private static final int FAR = 24;
    private static final int SPARE = 20;

    /** Evaluating more would take longer than training. */
    private static final long MAX_EVENTS = 400_000;

    private final History history;
    private final Split split;

    /** Creates an evaluation on a history. */
    public HeldBack(History history, Split split) {
        this.history = history;
        this.split = split;
    }

    /**
     * Scores the trained model, the model that it is compared with, and the naive methods.
     *
     * @param other the model to compare with; null for none
     * @param otherName its name in tables, without blanks
     * @param threads number of series that run in parallel; no figure depends on it
     */
    public SetResult run(
            SequenceModel trained,
            SequenceModel other,
            String otherName,
            int threads,
            Progress progress) {
        List<Method> methods = new ArrayList<>();
        methods.add(Method.scorer(TRAINED, trained, history.declared()));
        if (other != null) {
            methods.add(Method.scorer(otherName, other, history.declared()));
        }
        methods.add(Baseline.NAIVE.method());
        methods.add(Baseline.SEASONAL_NAIVE.method());
        return new Evaluation(methods, threads, progress).run("test part", judged(), plan());
    }

    /** All series, or evenly chosen ones if there are too many events. */
    List<Series> judged() {
        return judged(MAX_EVENTS);
    }

    /**
     * All series, or evenly chosen ones.
     *
     * @param most approximate limit of events
     */
    public List<Series> judged(long most) {
        long one = (history.events() + most - 1) / most;
        List<Series> judged = new ArrayList<>();
        for (int i = 0; i < history.series().size(); i += (int) one) {
            judged.add(history.series().get(i));
        }
        return judged;
    }

    /** One step and a day's worth of hours, if every series is long enough for that. */
    Plan plan() {
        boolean far =
                judged().stream()
                        .mapToInt(Series::length)
                        .allMatch(
                                n ->
                                        split.testStart(n) >= FAR + SPARE
                                                && n - split.testStart(n) >= FAR + SPARE);
        int[] horizons = far ? new int[] {1, FAR} : new int[] {1};
        return Plan.rolling(
                horizons, split.beforeTest(), Plan.defaultStride(horizons[horizons.length - 1]));
    }
}
