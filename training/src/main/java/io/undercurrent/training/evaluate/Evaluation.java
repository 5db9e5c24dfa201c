package io.undercurrent.training.evaluate;

import io.undercurrent.training.data.Series;
import io.undercurrent.training.forecast.Method;
import java.util.List;
import java.util.Locale;

/** Scores methods on sets of series, one task per series. */
public final class Evaluation {
    private final List<Method> methods;
    private final Workers workers;

    /**
     * Creates an evaluation.
     *
     * @param methods the compared methods, in the tables' order, at least one
     * @param threads number of series that run in parallel, at least 1; no result depends on it
     * @param progress receives the number of finished events
     */
    public Evaluation(List<Method> methods, int threads, Progress progress) {
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("no methods: allowed are one or more");
        }
        this.methods = List.copyOf(methods);
        this.workers = new Workers(threads, progress);
    }

    /**
     * Scores all methods on a set.
     *
     * @param set its name
     * @param series its series, at least one
     * @param plan horizons, origins
     * @return scores by series, horizon and method
     * @throws IllegalArgumentException if a series is too short for the plan; the message names it
     */
    public SetResult run(String set, List<Series> series, Plan plan) {
        if (series.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "set %s has no series", set));
        }
        series.forEach(plan::setup); // fail before hours of work, not after
        List<SeriesScores> scores =
                workers.run(
                        set,
                        series,
                        Series::length,
                        (one, progress) -> Prequential.run(one, methods, plan, progress));
        return new SetResult(
                set,
                methods.stream().map(Method::name).toList(),
                plan,
                series.get(0).seasons(),
                scores);
    }
}
