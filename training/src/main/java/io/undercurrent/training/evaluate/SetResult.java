package io.undercurrent.training.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Scores of all methods on a set of series: sums over the set, and means over its series. */
public final class SetResult {
    private final String set;
    private final List<String> methods;
    private final Plan plan;
    private final int[] seasons;
    private final List<SeriesScores> series;

    SetResult(
            String set, List<String> methods, Plan plan, int[] seasons, List<SeriesScores> series) {
        this.set = set;
        this.methods = methods;
        this.plan = plan;
        this.seasons = seasons;
        this.series = series;
    }

    /** The set's name. */
    public String set() {
        return set;
    }

    /** The methods' names, in the order given. */
    public List<String> methods() {
        return methods;
    }

    /** The plan of the scored forecasts. */
    public Plan plan() {
        return plan;
    }

    /** The seasons of its first series, in events. */
    public int[] seasons() {
        return seasons.clone();
    }

    /** The names of its series. */
    public List<String> series() {
        return series.stream().map(SeriesScores::name).toList();
    }

    /** Events of all series together. */
    public long events() {
        return series.stream().mapToLong(SeriesScores::events).sum();
    }

    /** Names of the rows: each horizon, or their range if all steps are scored together. */
    public List<String> horizons() {
        return plan.lastWindow()
                ? List.of("1-" + plan.maxHorizon())
                : Arrays.stream(plan.horizons()).mapToObj(String::valueOf).toList();
    }

    /** A method's sums over the whole set at a row of {@link #horizons}. */
    public Score total(String method, int row) {
        Score sum = new Score();
        IntStream.range(0, series.size()).forEach(i -> sum.add(score(i, method, row)));
        return sum;
    }

    /** A method's sums on one series. */
    public Score score(int seriesIndex, String method, int row) {
        return of(series.get(seriesIndex), method).scores[row];
    }

    /** MASE of one series: mean |error of the median| over the mean change over one season. */
    public double mase(int seriesIndex, String method, int row) {
        return score(seriesIndex, method, row).meanAbsoluteError()
                / series.get(seriesIndex).maseScale();
    }

    /** Mean of {@link #mase} over the series that have one; NaN if none has. */
    public double mase(String method, int row) {
        return finite(i -> mase(i, method, row)).average().orElse(Double.NaN);
    }

    /**
     * WQL of a method over that of another: the geometric mean over the series where both have one
     * above 0; NaN if there are none.
     */
    public double ratio(String method, String base, int row) {
        double meanLog =
                finite(i -> Math.log(score(i, method, row).wql() / score(i, base, row).wql()))
                        .average()
                        .orElse(Double.NaN);
        return Math.exp(meanLog);
    }

    /**
     * The logarithm of a method's loss over another's in each stretch of the scored part, the
     * oldest first: means over series and horizons.
     *
     * @return the stretches where both have a loss above 0
     */
    public double[] stretchLogRatios(String method, String base) {
        return IntStream.range(0, MethodScores.STRETCHES)
                .mapToDouble(stretch -> stretchLogRatio(method, base, stretch))
                .filter(Double::isFinite)
                .toArray();
    }

    private double stretchLogRatio(String method, String base, int stretch) {
        double sum = 0;
        int n = 0;
        for (SeriesScores one : series) {
            double[][] losses = of(one, method).losses;
            double[][] others = of(one, base).losses;
            for (int row = 0; row < losses.length; row++) {
                double log = Math.log(losses[row][stretch] / others[row][stretch]);
                if (Double.isFinite(log)) {
                    sum += log;
                    n++;
                }
            }
        }
        return sum / n;
    }

    /** Time per event after warm-up, in microseconds, without forecasts. */
    public double microsPerEvent(String method) {
        return micros(method, scores -> scores.eventNanos, scores -> scores.events);
    }

    /** Time per forecast of all horizons, in microseconds. */
    public double microsPerForecast(String method) {
        return micros(method, scores -> scores.forecastNanos, scores -> scores.forecasts);
    }

    private double micros(
            String method, ToLongFunction<MethodScores> nanos, ToLongFunction<MethodScores> count) {
        long time = series.stream().mapToLong(one -> nanos.applyAsLong(of(one, method))).sum();
        long n = series.stream().mapToLong(one -> count.applyAsLong(of(one, method))).sum();
        return time / 1e3 / n;
    }

    private MethodScores of(SeriesScores one, String method) {
        int at = methods.indexOf(method);
        if (at < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "method %s did not run on %s; there ran %s",
                            method,
                            set,
                            methods));
        }
        return one.methods().get(at);
    }

    private DoubleStream finite(IntToDoubleFunction figure) {
        return IntStream.range(0, series.size()).mapToDouble(figure).filter(Double::isFinite);
    }
}
