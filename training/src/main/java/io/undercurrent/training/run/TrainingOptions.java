package io.undercurrent.training.run;

import io.undercurrent.scorer.Models;
import io.undercurrent.training.history.Split;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The options of a training. {@code docs/reference/options.md} describes each option under {@code
 * train.*}; the defaults are the same here and there.
 */
public final class TrainingOptions {
    /** What to learn. */
    public enum Task {
        /** Quantiles of future numbers. */
        FORECAST,
        /** The next discrete event. */
        NEXT_EVENT
    }

    /** The value of {@link #start} for random weights. */
    public static final String SCRATCH = "scratch";

    private final Builder given;

    private TrainingOptions(Builder given) {
        this.given = given;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** What to learn. */
    public Task task() {
        return given.task;
    }

    /** The URI of the model to start from, or {@link #SCRATCH}. */
    public String start() {
        return given.start;
    }

    /** The number of tokens to train on; empty to choose it for the history. */
    public OptionalLong tokens() {
        return given.tokens;
    }

    /** The largest learning rate; empty to choose it for the start. */
    public OptionalDouble learningRate() {
        return given.learningRate;
    }

    /** The seed of random weights and of the pieces that are drawn from the history. */
    public long seed() {
        return given.seed;
    }

    /** The name of the engine that computes gradients. */
    public String engine() {
        return given.engine;
    }

    /** The number of threads; empty for one per processor. */
    public OptionalInt threads() {
        return given.threads;
    }

    /** The cut of each series into training, validation and test part. */
    public Split split() {
        return given.split;
    }

    /** Declared seasons in events, rising; empty if none is declared. */
    public List<Integer> seasons() {
        return given.seasons;
    }

    /** Whether the value fields of an event are read together. */
    public boolean together() {
        return given.together;
    }

    /** The number of validations without a smaller loss after which training stops. */
    public int patience() {
        return given.patience;
    }

    /** Collects options; an option that is not set keeps its default. */
    public static final class Builder {
        private Task task = Task.FORECAST;
        private String start = Models.UNIVERSAL;
        private OptionalLong tokens = OptionalLong.empty();
        private OptionalDouble learningRate = OptionalDouble.empty();
        private long seed = 1;
        private String engine = "java";
        private OptionalInt threads = OptionalInt.empty();
        private Split split = new Split(0.15, 0.15);
        private List<Integer> seasons = List.of();
        private boolean together;
        private int patience = 10;

        private Builder() {}

        private Builder(Builder other) {
            task = other.task;
            start = other.start;
            tokens = other.tokens;
            learningRate = other.learningRate;
            seed = other.seed;
            engine = other.engine;
            threads = other.threads;
            split = other.split;
            seasons = other.seasons;
            together = other.together;
            patience = other.patience;
        }

        /** Default: {@link Task#FORECAST}. */
        public Builder task(Task task) {
            this.task = task;
            return this;
        }

        /** A model's URI or {@link #SCRATCH}; default: {@link Models#UNIVERSAL}. */
        public Builder start(String start) {
            this.start = start;
            return this;
        }

        /** At least 1. */
        public Builder tokens(long tokens) {
            this.tokens = OptionalLong.of(positive("train.tokens", tokens));
            return this;
        }

        /** Above 0. */
        public Builder learningRate(double learningRate) {
            if (!(learningRate > 0)) {
                throw new IllegalArgumentException(
                        "train.learning-rate = " + learningRate + ": allowed are numbers above 0");
            }
            this.learningRate = OptionalDouble.of(learningRate);
            return this;
        }

        /** Default: 1. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Default: java. */
        public Builder engine(String engine) {
            this.engine = engine;
            return this;
        }

        /** At least 1; no result depends on it. */
        public Builder threads(int threads) {
            this.threads = OptionalInt.of((int) positive("train.threads", threads));
            return this;
        }

        /** Default: 0.15 for validation and 0.15 for the test. */
        public Builder split(Split split) {
            this.split = split;
            return this;
        }

        /** Rising lengths in events; default: none. */
        public Builder seasons(List<Integer> seasons) {
            this.seasons = List.copyOf(seasons);
            return this;
        }

        /** Default: false, each value field by itself. */
        public Builder together(boolean together) {
            this.together = together;
            return this;
        }

        /** At least 1; default: 10. */
        public Builder patience(int patience) {
            this.patience = (int) positive("train.patience", patience);
            return this;
        }

        /** Creates the options. */
        public TrainingOptions build() {
            return new TrainingOptions(new Builder(this));
        }

        private static long positive(String option, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(
                        option + " = " + value + ": allowed are 1 and more");
            }
            return value;
        }
    }
}
