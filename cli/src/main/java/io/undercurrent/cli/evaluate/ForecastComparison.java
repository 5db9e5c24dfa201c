package io.undercurrent.cli.evaluate;

import io.undercurrent.training.data.Series;
import io.undercurrent.training.evaluate.Evaluation;
import io.undercurrent.training.evaluate.Plan;
import io.undercurrent.training.evaluate.Progress;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.forecast.Method;
import java.io.IOException;
import java.util.List;

/**
 * What a user chose to compare, and where the results are reported.
 *
 * @param plan which forecasts are scored
 * @param methods all methods, the baselines among them
 * @param baselines the baselines alone
 * @param threads number of series that are judged in parallel; no figure depends on it
 */
public record ForecastComparison(
        Plan plan,
        List<Method> methods,
        List<Baseline> baselines,
        int threads,
        Progress progress,
        ForecastReport report) {
    /** Judges a set of series by the plan and reports the result. */
    public SetResult judge(String set, List<Series> series) throws IOException {
        return judge(set, series, plan);
    }

    /** Judges a set of series by the plan {@code own} and reports the result. */
    public SetResult judge(String set, List<Series> series, Plan own) throws IOException {
        SetResult result = new Evaluation(methods, threads, progress).run(set, series, own);
        report.set(result);
        return result;
    }
}
