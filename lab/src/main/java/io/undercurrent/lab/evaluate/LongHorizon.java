package io.undercurrent.lab.evaluate;

import io.undercurrent.training.data.Series;
import io.undercurrent.training.evaluate.Progress;
import io.undercurrent.training.evaluate.Workers;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.forecast.Method;
import io.undercurrent.training.forecast.Setup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * The long-horizon protocol of ETTh1: all steps 1..H of windows in the test part, MSE and MAE of
 * the median on values in units of the training part's standard deviation, over all channels (Zhou
 * et al. 2021: 8640, 2880 and 2880 events for training, validation, test).
 *
 * <p>All methods read the stream from its start, so that their look-back is everything before the
 * window; a look-back of L events, as models with a window have it, starts again L events before
 * each window, with an empty memory. Baselines with a model a horizon are left out: hundreds of
 * them an event take hours.
 */
public final class LongHorizon {
    static final int TRAIN = 8640;
    static final int TEST_START = TRAIN + 2880;
    static final int END = TEST_START + 2880;

    /**
     * One method's figures at one horizon.
     *
     * @param method its name
     * @param horizon H
     * @param windows test windows a channel
     * @param stride events from one window to the next
     * @param mse mean squared error over windows, steps and channels, on z-scores
     * @param mae mean absolute error, likewise
     */
    public record Figure(
            String method, int horizon, int windows, int stride, double mse, double mae) {}

    private record Sums(double squares, double absolutes, long count) {}

    private final int stride;
    private final Workers workers;

    /**
     * The protocol.
     *
     * @param stride events from one window's start to the next; papers use 1
     * @param threads channels that are run at a time
     * @param progress hears of events done
     */
    public LongHorizon(int stride, int threads, Progress progress) {
        this.stride = stride;
        workers = new Workers(threads, progress);
    }

    /**
     * Runs methods and those of the baselines that serve any horizon.
     *
     * @param series the channels of ETTh1
     * @param horizon H
     * @param methods run as they are
     * @param baselines run for their points; those with a model a horizon are passed over
     * @return a figure a method
     */
    public List<Figure> run(
            List<Series> series, int horizon, List<Method> methods, List<Baseline> baselines) {
        return run(series, horizon, methods, baselines, List.of());
    }

    /**
     * The same, and each method again with limited look-backs.
     *
     * @param lookBacks L, 1 to 11520 events, called {@code method, L=96}
     */
    public List<Figure> run(
            List<Series> series,
            int horizon,
            List<Method> methods,
            List<Baseline> baselines,
            List<Integer> lookBacks) {
        List<Figure> figures = new ArrayList<>();
        for (Method method : methods) {
            Function<Setup, MedianPath> paths =
                    setup -> MedianPath.of(method.forecaster().apply(setup), horizon);
            figures.add(figure(series, horizon, method.name(), TEST_START, paths));
            for (int lookBack : lookBacks) {
                String name = String.format(Locale.ROOT, "%s, L=%d", method.name(), lookBack);
                figures.add(figure(series, horizon, name, lookBack, paths));
            }
        }
        for (Baseline baseline : baselines) {
            if (baseline.anyHorizon()) {
                figures.add(
                        figure(
                                series,
                                horizon,
                                baseline.id(),
                                TEST_START,
                                setup -> MedianPath.of(baseline.model(setup))));
            }
        }
        return figures;
    }

    private Figure figure(
            List<Series> series,
            int horizon,
            String name,
            int lookBack,
            Function<Setup, MedianPath> factory) {
        List<Sums> sums =
                workers.run(
                        String.format(Locale.ROOT, "ETTh1 H=%d %s", horizon, name),
                        series,
                        one -> windows(horizon),
                        (one, progress) -> channel(one, horizon, lookBack, factory, progress));
        double squares = sums.stream().mapToDouble(Sums::squares).sum();
        double absolutes = sums.stream().mapToDouble(Sums::absolutes).sum();
        long count = sums.stream().mapToLong(Sums::count).sum();
        return new Figure(
                name, horizon, windows(horizon), stride, squares / count, absolutes / count);
    }

    private Sums channel(
            Series series,
            int horizon,
            int lookBack,
            Function<Setup, MedianPath> factory,
            IntConsumer progress) {
        double[] y = series.values();
        if (y.length < END || Arrays.stream(y, 0, END).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "series %s: %d events; the long-horizon protocol takes %d without a missing value",
                            series.name(),
                            y.length,
                            END));
        }
        double[] train = Arrays.copyOf(y, TRAIN);
        int[] steps = new int[horizon];
        Arrays.setAll(steps, i -> i + 1);
        Setup setup = new Setup(train, series.seasons(), steps, stride);
        MedianPath path = factory.apply(setup);
        double unit = standardDeviation(train);
        double[] median = new double[horizon];
        double squares = 0;
        double absolutes = 0;
        long count = 0;
        boolean all = lookBack == TEST_START;
        for (int t = 0; t < END - horizon; t++) {
            if (all) {
                path.observe(series.timesMicros()[t], y[t]);
            }
            int window = t - (TEST_START - 1);
            if (window >= 0 && window % stride == 0) {
                if (!all) {
                    path = factory.apply(setup);
                    for (int back = t - lookBack + 1; back <= t; back++) {
                        path.observe(series.timesMicros()[back], y[back]);
                    }
                }
                path.median(median);
                for (int h = 1; h <= horizon; h++) {
                    double error = (y[t + h] - median[h - 1]) / unit;
                    squares += error * error;
                    absolutes += Math.abs(error);
                    count++;
                }
                progress.accept(1);
            }
        }
        return new Sums(squares, absolutes, count);
    }

    private int windows(int horizon) {
        return (END - horizon - TEST_START) / stride + 1;
    }

    private static double standardDeviation(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / x.length);
    }
}
