package io.undercurrent.scorer;

import java.util.List;

/**
 * What happens to one channel around the model's step: judging the value against what was expected,
 * learning from it, the model's input, and the next expectation. A seeded backbone's read-out is
 * learned online, a trained network forecasts numbers, and another one the next of some codes.
 */
abstract class ChannelMemory {
    /** A stretch of a channel's doubles, for the layout's description. */
    record Part(String name, int doubles) {}

    /** The channel's doubles in order. */
    abstract List<Part> parts();

    final int size() {
        return parts().stream().mapToInt(Part::doubles).sum();
    }

    /** As {@link #parts}, but of slab formats 1 and 2. */
    List<Part> format2Parts() {
        return parts();
    }

    /** Takes over a channel of slab formats 1 and 2. */
    void readFormat2(double[] from, int at, double[] s, int o) {
        System.arraycopy(from, at, s, o, size());
    }

    /** Starts a channel that was never seen. */
    abstract void init(double[] s, int o);

    /** Learns how the pending forecast fared; {@link #observe} of the same value follows. */
    abstract void learn(double[] s, int o, double value);

    /**
     * Takes the value, NaN where missing, into what the model reads, which never depends on what
     * was forecast; the time is not older than the one before, unless {@link #forgetTime} came
     * between.
     */
    abstract void observe(double[] s, int o, double value, long timeMicros);

    /**
     * The key's clock goes back to the event that {@link #observe} takes next.
     *
     * @param usual whether the usual gap is forgotten too
     */
    void forgetTime(double[] s, int o, boolean usual) {}

    /** Where the normaliser stands; -1 where there is none. */
    int normaliserAt() {
        return -1;
    }

    /** Where a field's normaliser stands in what the channels share; -1 where there is none. */
    int sharedNormaliserAt(int field) {
        return -1;
    }

    /** What the model's inputs are made of, where they outlive a change of weights; else 0. */
    long inputsHash() {
        return 0;
    }

    /** Where such inputs stand. */
    int inputsAt() {
        return 0;
    }

    /** How many doubles such inputs are. */
    int inputsSize() {
        return 0;
    }

    /** Doubles of a key that its channels share; they stand behind all channels' own. */
    int sharedSize() {
        return 0;
    }

    /** The inputs' hash in slab formats 1 and 2. */
    long format2InputsHash() {
        return inputsHash();
    }

    /** Takes over such inputs of slab formats 1 and 2. */
    void readFormat2Inputs(double[] from, int at, double[] s, int o) {
        System.arraycopy(from, at, s, o, inputsSize());
    }

    /** As {@link #sharedSize}, but of slab formats 1 and 2. */
    int format2SharedSize() {
        return sharedSize();
    }

    /** Takes over what the channels of slab formats 1 and 2 share. */
    void readFormat2Shared(double[] from, int at, double[] s, int o) {
        System.arraycopy(from, at, s, o, sharedSize());
    }

    /** Starts what the channels share. */
    void initShared(double[] s, int o) {}

    /** Takes an event's fields, channels and covariates, NaN where missing. */
    void learnShared(double[] s, int o, double[] values) {}

    /**
     * Fixes the units of the next forecast and writes the model's input, [d_model].
     *
     * @param shared where what the channels share stands
     */
    abstract void input(
            double[] s, int o, int shared, boolean missing, float gap, int item, float[] input);

    /** Makes the one-step forecast from the step's output and keeps it as the pending one. */
    abstract void expect(double[] s, int o, int item, float[] hidden);

    /** Whether a forecast changes what a slab holds, so that a rebuilt one must make it too. */
    boolean forecastsLeaveTraces() {
        return false;
    }

    /** Writes median and quantiles of all steps; false where nothing can be said. */
    abstract boolean forecast(
            double[] s, int o, float[] state, int stateAt, double[] median, double[] quantiles);

    /** Writes expectation and bounds, and returns the value's probability (1 where unknown). */
    abstract double judge(double[] s, int o, double value, int channel, ScoreOutput out);
}
