package io.undercurrent.training.evaluate;

import io.undercurrent.training.data.Series;
import io.undercurrent.training.forecast.Forecaster;
import io.undercurrent.training.forecast.Levels;
import io.undercurrent.training.forecast.Method;
import io.undercurrent.training.forecast.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Runs all methods along one series: they observe each event and forecast at each origin; only then
 * are the values after it compared.
 */
final class Prequential {
    private static final int REPORT_EVERY = 512;

    private final Series series;
    private final Plan plan;
    private final int warmup;
    private final List<Forecaster> forecasters = new ArrayList<>();
    private final List<MethodScores> results = new ArrayList<>();
    private final double[][] quantiles;

    private Prequential(Series series, List<Method> methods, Plan plan) {
        this.series = series;
        this.plan = plan;
        Setup setup = plan.setup(series);
        warmup = setup.warmup().length;
        quantiles = new double[plan.horizons().length][Levels.count()];
        for (Method method : methods) {
            forecasters.add(method.forecaster().apply(setup));
            results.add(new MethodScores(plan.lastWindow() ? 1 : plan.horizons().length));
        }
    }

    /**
     * Scores a series.
     *
     * @param progress receives the number of further events that are done
     */
    static SeriesScores run(Series series, List<Method> methods, Plan plan, IntConsumer progress) {
        Prequential run = new Prequential(series, methods, plan);
        int n = series.length();
        for (int t = 0; t < n; t++) {
            run.event(t);
            if ((t + 1) % REPORT_EVERY == 0) {
                progress.accept(REPORT_EVERY);
            }
        }
        progress.accept(n % REPORT_EVERY);
        return new SeriesScores(
                series.name(), n, SeriesScores.maseScale(series, run.warmup), run.results);
    }

    private void event(int t) {
        // The first scored value is the first one after the warm-up part, at every horizon.
        boolean scoring = t >= warmup - 1;
        boolean origin =
                scoring
                        && (t - (warmup - 1)) % plan.stride() == 0
                        && t + plan.horizons()[0] < series.length();
        for (int k = 0; k < forecasters.size(); k++) {
            MethodScores result = results.get(k);
            long start = System.nanoTime();
            forecasters.get(k).observe(series.timesMicros()[t], series.values()[t]);
            long observed = System.nanoTime();
            if (scoring) {
                result.events++;
                result.eventNanos += observed - start;
            }
            if (origin && (!plan.lastWindow() || t == warmup - 1)) {
                boolean any = forecasters.get(k).forecast(quantiles);
                result.forecasts++;
                result.forecastNanos += System.nanoTime() - observed;
                score(t, any, result);
            }
        }
    }

    private void score(int t, boolean any, MethodScores result) {
        if (!any) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "series %s: a method had nothing to say at event %d, after a warm-up with values",
                            series.name(),
                            t));
        }
        long scored = series.length() - (warmup - 1L);
        int stretch = (int) (MethodScores.STRETCHES * (t - (warmup - 1L)) / scored);
        for (int i = 0; i < quantiles.length; i++) {
            int target = t + plan.horizons()[i];
            if (target < series.length() && !Double.isNaN(series.values()[target])) {
                int row = plan.lastWindow() ? 0 : i;
                result.losses[row][stretch] +=
                        result.scores[row].add(series.values()[target], quantiles[i]);
            }
        }
    }
}
