package io.undercurrent.scorer;

import java.io.Serializable;
import java.util.List;

/**
 * What a scorer is told besides the model: how many channels, how far to forecast, how often to
 * alarm.
 *
 * @param channels value fields of one event, 1 to 64
 * @param horizon steps ahead of a forecast, at least 1
 * @param quantiles levels in (0, 1), strictly rising, 0.5 among them
 * @param forecastEvery a forecast after every so many events of a key, at least 1
 * @param alarmRate share of events of a stationary stream that may raise an alarm, in (0, 0.2]
 * @param warmup a key's first so many events with a value raise no alarm
 * @param seasons lengths in events, each 2 to 65536, rising; none lets each key find its own
 * @param covariates fields of an event after the channels that are read and neither scored nor
 *     forecast, with the channels at most 64
 * @param ring a key's newest so many raw events are kept in its slab, so that its memory can be
 *     built anew under other weights; 0 to 65536
 * @param halfStates whether SSM states are kept as 16-bit numbers: half their bytes, rounded after
 *     every event
 */
public record ScorerOptions(
        int channels,
        int horizon,
        List<Double> quantiles,
        int forecastEvery,
        double alarmRate,
        int warmup,
        List<Integer> seasons,
        int covariates,
        int ring,
        boolean halfStates)
        implements Serializable {

    /** Events that a key keeps unless told otherwise: tiny and one channel stay below 20 KiB. */
    public static final int DEFAULT_RING = 256;

    /** The levels that forecasts carry unless told otherwise: median, deciles, and a 95% band. */
    public static final List<Double> DEFAULT_QUANTILES =
            List.of(0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975);

    /** Checks every value. */
    public ScorerOptions {
        quantiles = List.copyOf(quantiles);
        seasons = List.copyOf(seasons);
        check(channels >= 1 && channels <= 64, "channels", channels, "1 to 64");
        check(
                covariates >= 0 && channels + covariates <= 64,
                "covariates",
                covariates,
                "0 and more, with the channels at most 64");
        check(ring >= 0 && ring <= 65_536, "ring", ring, "0 to 65536");
        check(horizon >= 1 && horizon <= 1024, "horizon", horizon, "1 to 1024");
        check(forecastEvery >= 1, "forecastEvery", forecastEvery, "1 and more");
        check(alarmRate > 0 && alarmRate <= 0.2, "alarmRate", alarmRate, "above 0 to 0.2");
        check(warmup >= 0, "warmup", warmup, "0 and more");
        check(quantiles.contains(0.5), "quantiles", quantiles, "levels with 0.5 among them");
        double previous = 0;
        for (double level : quantiles) {
            check(level > previous && level < 1, "quantiles", quantiles, "rising within (0, 1)");
            previous = level;
        }
        int shorter = 1;
        for (int season : seasons) {
            check(
                    season > shorter && season <= 65_536,
                    "seasons",
                    seasons,
                    "rising numbers of events from 2 to 65536");
            shorter = season;
        }
    }

    /** With 32-bit states. */
    public ScorerOptions(
            int channels,
            int horizon,
            List<Double> quantiles,
            int forecastEvery,
            double alarmRate,
            int warmup,
            List<Integer> seasons,
            int covariates,
            int ring) {
        this(
                channels,
                horizon,
                quantiles,
                forecastEvery,
                alarmRate,
                warmup,
                seasons,
                covariates,
                ring,
                false);
    }

    /** With the default ring. */
    public ScorerOptions(
            int channels,
            int horizon,
            List<Double> quantiles,
            int forecastEvery,
            double alarmRate,
            int warmup,
            List<Integer> seasons,
            int covariates) {
        this(
                channels,
                horizon,
                quantiles,
                forecastEvery,
                alarmRate,
                warmup,
                seasons,
                covariates,
                DEFAULT_RING);
    }

    /** Without covariates. */
    public ScorerOptions(
            int channels,
            int horizon,
            List<Double> quantiles,
            int forecastEvery,
            double alarmRate,
            int warmup,
            List<Integer> seasons) {
        this(channels, horizon, quantiles, forecastEvery, alarmRate, warmup, seasons, 0);
    }

    /** Without declared seasons. */
    public ScorerOptions(
            int channels,
            int horizon,
            List<Double> quantiles,
            int forecastEvery,
            double alarmRate,
            int warmup) {
        this(channels, horizon, quantiles, forecastEvery, alarmRate, warmup, List.of());
    }

    /**
     * The defaults for a number of channels.
     *
     * @param channels value fields of one event
     * @return horizon 24, eleven quantiles, a forecast every 10 events, one alarm in 1000, warm-up
     *     128
     */
    public static ScorerOptions defaults(int channels) {
        return new ScorerOptions(channels, 24, DEFAULT_QUANTILES, 10, 0.001, 128);
    }

    /** The same with another ring. */
    public ScorerOptions withRing(int events) {
        return new ScorerOptions(
                channels,
                horizon,
                quantiles,
                forecastEvery,
                alarmRate,
                warmup,
                seasons,
                covariates,
                events,
                halfStates);
    }

    /** The same with SSM states of 16 or 32 bits. */
    public ScorerOptions withHalfStates(boolean half) {
        return new ScorerOptions(
                channels,
                horizon,
                quantiles,
                forecastEvery,
                alarmRate,
                warmup,
                seasons,
                covariates,
                ring,
                half);
    }

    /** Values of an event: channels, then covariates. */
    public int fields() {
        return channels + covariates;
    }

    private static void check(boolean ok, String name, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(name + " = " + value + ": allowed are " + allowed);
        }
    }
}
