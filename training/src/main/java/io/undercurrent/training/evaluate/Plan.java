package io.undercurrent.training.evaluate;

import io.undercurrent.training.data.Series;
import io.undercurrent.training.forecast.Setup;
import java.util.Arrays;
import java.util.Locale;

/**
 * Selects the forecasts of a series that are scored.
 *
 * @param horizons steps ahead, rising, each 1 to 1024
 * @param split share of a series before scoring starts, in (0, 1); not used with the last window
 * @param stride events from one origin to the next, at least 1
 * @param lastWindow only one forecast, of the last events; its steps are scored together
 */
// An array on purpose: inner loops use it directly, and nothing compares plans.
@SuppressWarnings("ArrayRecordComponent")
public record Plan(int[] horizons, double split, int stride, boolean lastWindow) {
    private static final int SPARE = 20;

    /** Checks every value. */
    public Plan {
        int previous = 0;
        for (int h : horizons) {
            check(
                    h > previous && h <= 1024,
                    "horizons",
                    Arrays.toString(horizons),
                    "rising, 1 to 1024");
            previous = h;
        }
        check(horizons.length > 0, "horizons", "[]", "one or more steps ahead");
        check(split > 0 && split < 1, "split", split, "above 0 and below 1");
        check(stride >= 1, "stride", stride, "1 and more");
    }

    /**
     * A plan with origins throughout the scored part.
     *
     * @param horizons steps ahead
     * @param split share before scoring starts
     * @param stride events from one origin to the next
     * @return the plan
     */
    public static Plan rolling(int[] horizons, double split, int stride) {
        return new Plan(horizons, split, stride, false);
    }

    /**
     * A plan for only the last events of each series.
     *
     * @param horizon their number; all of them are forecast
     * @return the plan
     */
    public static Plan lastWindow(int horizon) {
        int[] all = new int[horizon];
        Arrays.setAll(all, i -> i + 1);
        return new Plan(all, 0.5, 1, true);
    }

    /**
     * A stride that keeps long forecasts affordable and meets every hour of the day and every day
     * of the week: it shares no factor with 24, 48, 168 or 288.
     *
     * @param maxHorizon the farthest step
     * @return 1 for one step, 5 up to 24 steps, else 11
     */
    public static int defaultStride(int maxHorizon) {
        return maxHorizon == 1 ? 1 : maxHorizon <= 24 ? 5 : 11;
    }

    int maxHorizon() {
        return horizons[horizons.length - 1];
    }

    /** Number of events before the first scored one. */
    int warmup(int events) {
        return lastWindow ? events - maxHorizon() : (int) (split * events);
    }

    /** Checks that a series is long enough and gives the setup for the methods. */
    Setup setup(Series series) {
        int warmup = warmup(series.length());
        int needed = Math.max(series.season() + 2, maxHorizon() + SPARE);
        if (warmup < needed) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "series %s: %d events, %d of them before scoring starts; for season %d and horizon %d it takes %d: use a smaller horizon or season, a larger split or more data",
                            series.name(),
                            series.length(),
                            warmup,
                            series.season(),
                            maxHorizon(),
                            needed));
        }
        double[] before = Arrays.copyOf(series.values(), warmup);
        if (Arrays.stream(before).allMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "series %s: no value in the first %d events; cut them off or use a larger split",
                            series.name(),
                            warmup));
        }
        return new Setup(before, series.seasons(), horizons, stride, series.fields());
    }

    private static void check(boolean ok, String name, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(name + " = " + value + ": allowed are " + allowed);
        }
    }
}
