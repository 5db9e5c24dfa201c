package io.undercurrent.training.forecast;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** The methods that a forecaster must beat; each gets the same events as the scorer. */
public enum Baseline {
    /** The last value. */
    NAIVE("naive", true),
    /** The value one season before. */
    SEASONAL_NAIVE("seasonal-naive", true),
    /** Additive Holt-Winters with damped trend. */
    ETS("ets", true),
    /** Recursive least squares on lags 0..23, 47, 143, 167, one model per horizon. */
    RLS_AR("rls-ar", false),
    /** The same with the lags m-2, m, m+1 of each declared season m. */
    RLS_PLUS("rls-plus", false);

    private static final int DENSE_LAGS = 24;
    private static final int[] FAR_LAGS = {47, 143, 167};

    private final String id;
    private final boolean anyHorizon;

    Baseline(String id, boolean anyHorizon) {
        this.id = id;
        this.anyHorizon = anyHorizon;
    }

    /**
     * The name in tables and options.
     *
     * @return its name
     */
    public String id() {
        return id;
    }

    /**
     * The baseline with a given name.
     *
     * @param id as in {@link #id()}
     * @return the baseline
     * @throws IllegalArgumentException if none has that name
     */
    public static Baseline of(String id) {
        return Arrays.stream(values())
                .filter(baseline -> baseline.id.equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        String.format(
                                                Locale.ROOT,
                                                "method '%s': allowed are %s, %s and %s",
                                                id,
                                                Method.SCORER,
                                                Method.FOUND,
                                                Arrays.stream(values())
                                                        .map(Baseline::id)
                                                        .toList())));
    }

    /**
     * Whether one model serves all horizons, so that hundreds of them cost little.
     *
     * @return false for one model per horizon
     */
    public boolean anyHorizon() {
        return anyHorizon;
    }

    /**
     * Creates its point forecasts of a series.
     *
     * @param setup warm-up part, seasons, horizons
     * @return a new model
     */
    public PointModel model(Setup setup) {
        int m = setup.seasons()[0];
        int[] h = setup.horizons();
        return switch (this) {
            case NAIVE -> new SeasonalNaive(1, h);
            case SEASONAL_NAIVE -> new SeasonalNaive(m, h);
            case ETS -> new HoltWinters(HoltWintersFit.fit(setup.warmup(), m), h);
            case RLS_AR -> new LagRegression(lags(), h);
            case RLS_PLUS -> new LagRegression(lags(setup.seasons()), h);
        };
    }

    /**
     * Its quantile forecasts as a method.
     *
     * @return the method
     */
    public Method method() {
        return new Method(id, setup -> new ResidualForecaster(model(setup), setup.horizons()));
    }

    /** The lags in rising order without repeats; lag 0 is the newest value. */
    static int[] lags(int... seasons) {
        IntStream own = IntStream.concat(IntStream.range(0, DENSE_LAGS), Arrays.stream(FAR_LAGS));
        IntStream around = Arrays.stream(seasons).flatMap(m -> IntStream.of(m - 2, m, m + 1));
        return IntStream.concat(own, around).filter(lag -> lag >= 0).sorted().distinct().toArray();
    }
}
