package io.undercurrent.scorer;

import io.undercurrent.detect.anomaly.Stages;
import io.undercurrent.detect.fleet.EpisodeBudget;
import java.io.Serializable;
import java.util.List;

/**
 * The options of a scorer, apart from its model: number of channels, horizon, alarm rate and so on.
 *
 * @param channels value fields of one event, 1 to 64
 * @param horizon steps ahead of a forecast, 1 to 1024
 * @param quantiles levels in (0, 1), strictly rising, 0.5 among them
 * @param forecastEvery events of a key per forecast, at least 1
 * @param alarmRate share of events of a stationary stream that may raise an alarm, in (0, 0.2]
 * @param warmup number of a key's first events with a value that raise no alarm
 * @param seasons lengths in events, each 2 to 65536, rising; if empty, each key finds its own
 * @param covariates fields of an event after the channels that are read but neither scored nor
 *     forecast; together with the channels at most 64
 * @param ring number of newest raw events that a slab keeps, so that the key state can be rebuilt
 *     under other weights; 0 to 65536
 * @param halfStates whether the model's states are kept as 16-bit numbers: half the bytes, rounded
 *     after every event
 * @param budget false episodes that all keys together may raise; null for no limit but the rate
 * @param keys how many keys share the budget; 0 to count them
 * @param stages the parts of the detector that count; all, except in comparisons
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
        boolean halfStates,
        EpisodeBudget budget,
        int keys,
        Stages stages)
        implements Serializable {

    /** The farthest step of a forecast. */
    public static final int MAX_HORIZON = 1024;

    /** Events in the ring by default: tiny with one channel stays below 20 KiB. */
    public static final int DEFAULT_RING = 256;

    /** The levels of forecasts by default: median, deciles, and a 95% band. */
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
        check(horizon >= 1 && horizon <= MAX_HORIZON, "horizon", horizon, "1 to " + MAX_HORIZON);
        check(forecastEvery >= 1, "forecastEvery", forecastEvery, "1 and more");
        check(alarmRate > 0 && alarmRate <= 0.2, "alarmRate", alarmRate, "above 0 to 0.2");
        check(warmup >= 0, "warmup", warmup, "0 and more");
        check(keys >= 0, "keys", keys, "0 and more");
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

    /**
     * The defaults for a number of channels.
     *
     * @param channels value fields of one event
     * @return horizon 24, eleven quantiles, a forecast every 10 events, one alarm in 1000, warm-up
     *     128, no declared seasons, no covariates, the default ring, 32-bit states, no budget
     */
    public static ScorerOptions defaults(int channels) {
        return new ScorerOptions(
                channels,
                24,
                DEFAULT_QUANTILES,
                10,
                0.001,
                128,
                List.of(),
                0,
                DEFAULT_RING,
                false,
                null,
                0,
                Stages.ALL);
    }

    /** A builder that starts from {@link #defaults}. */
    public static Builder builder(int channels) {
        return defaults(channels).toBuilder();
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Collects options; {@link #build} checks them. The setters are the record's components. */
    public static final class Builder {
        private int channels;
        private int horizon;
        private List<Double> quantiles;
        private int forecastEvery;
        private double alarmRate;
        private int warmup;
        private List<Integer> seasons;
        private int covariates;
        private int ring;
        private boolean halfStates;
        private EpisodeBudget budget;
        private int keys;
        private Stages stages;

        private Builder(ScorerOptions from) {
            channels = from.channels;
            horizon = from.horizon;
            quantiles = from.quantiles;
            forecastEvery = from.forecastEvery;
            alarmRate = from.alarmRate;
            warmup = from.warmup;
            seasons = from.seasons;
            covariates = from.covariates;
            ring = from.ring;
            halfStates = from.halfStates;
            budget = from.budget;
            keys = from.keys;
            stages = from.stages;
        }

        /** {@link ScorerOptions#channels}. */
        public Builder channels(int value) {
            channels = value;
            return this;
        }

        /** {@link ScorerOptions#horizon}. */
        public Builder horizon(int value) {
            horizon = value;
            return this;
        }

        /** {@link ScorerOptions#quantiles}. */
        public Builder quantiles(List<Double> value) {
            quantiles = List.copyOf(value);
            return this;
        }

        /** {@link ScorerOptions#forecastEvery}. */
        public Builder forecastEvery(int value) {
            forecastEvery = value;
            return this;
        }

        /** {@link ScorerOptions#alarmRate}. */
        public Builder alarmRate(double value) {
            alarmRate = value;
            return this;
        }

        /** {@link ScorerOptions#warmup}. */
        public Builder warmup(int value) {
            warmup = value;
            return this;
        }

        /** {@link ScorerOptions#seasons}. */
        public Builder seasons(List<Integer> value) {
            seasons = List.copyOf(value);
            return this;
        }

        /** {@link ScorerOptions#covariates}. */
        public Builder covariates(int value) {
            covariates = value;
            return this;
        }

        /** {@link ScorerOptions#ring}. */
        public Builder ring(int value) {
            ring = value;
            return this;
        }

        /** {@link ScorerOptions#halfStates}. */
        public Builder halfStates(boolean value) {
            halfStates = value;
            return this;
        }

        /** {@link ScorerOptions#budget}. */
        public Builder budget(EpisodeBudget value) {
            budget = value;
            return this;
        }

        /** {@link ScorerOptions#keys}. */
        public Builder keys(int value) {
            keys = value;
            return this;
        }

        /** {@link ScorerOptions#stages}. */
        public Builder stages(Stages value) {
            stages = value;
            return this;
        }

        /**
         * Checks and returns the options.
         *
         * @throws IllegalArgumentException naming the option, its value and what is allowed
         */
        public ScorerOptions build() {
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
                    halfStates,
                    budget,
                    keys,
                    stages);
        }
    }

    /** Number of values of an event: channels, then covariates. */
    public int fields() {
        return channels + covariates;
    }

    private static void check(boolean ok, String name, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(name + " = " + value + ": allowed are " + allowed);
        }
    }
}
