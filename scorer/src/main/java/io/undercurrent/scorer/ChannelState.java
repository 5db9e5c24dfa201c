package io.undercurrent.scorer;

import io.undercurrent.detect.anomaly.AnomalyDetector;
import io.undercurrent.detect.anomaly.KeyAlarm;
import java.util.List;

/**
 * The state of one channel around the model's step: it judges a value against the expected one,
 * learns from it, writes the model's input and makes the next expectation. Subclasses: a read-out
 * learned online on a seeded backbone, a trained forecaster of numbers, and a trained model of
 * discrete events.
 */
abstract class ChannelState {
    /** A range of a channel's 64-bit and one of its 32-bit numbers, with a name for the layout. */
    record Part(String name, int doubles, int floats) {
        Part(String name, int doubles) {
            this(name, doubles, 0);
        }

        static int doubles(List<Part> parts) {
            return parts.stream().mapToInt(Part::doubles).sum();
        }

        static int floats(List<Part> parts) {
            return parts.stream().mapToInt(Part::floats).sum();
        }
    }

    /** The parts of the channel's numbers, in order. */
    abstract List<Part> parts();

    /** Like {@link #parts}, but for slab format 6, whose rings had 64-bit numbers alone. */
    List<Part> format6Parts() {
        return parts();
    }

    /** Like {@link #parts}, but for slab formats 3 to 5, which had 64-bit numbers alone. */
    List<Part> format5Parts() {
        return parts();
    }

    /** Like {@link #parts}, but for slab formats 1 and 2. */
    List<Part> format2Parts() {
        return format5Parts();
    }

    /**
     * Converts a channel of slab format 6.
     *
     * @param from its 64-bit numbers, from at on
     * @param floats its 32-bit numbers, from j on
     */
    void readFormat6(
            double[] from, int at, float[] floats, int j, double[] s, int o, float[] f, int p) {
        System.arraycopy(from, at, s, o, Part.doubles(parts()));
        System.arraycopy(floats, j, f, p, Part.floats(parts()));
    }

    /** Converts a channel of slab formats 3 to 5. */
    void readFormat5(double[] from, int at, double[] s, int o, float[] f, int p) {
        System.arraycopy(from, at, s, o, Part.doubles(parts()));
    }

    /** Converts a channel of slab formats 1 and 2 to that of format 5. */
    void readFormat2(double[] from, int at, double[] s, int o) {
        System.arraycopy(from, at, s, o, Part.doubles(format5Parts()));
    }

    /**
     * Initialises a channel without events.
     *
     * @param s holds its 64-bit numbers, from o on
     * @param f holds its 32-bit numbers, from p on
     */
    abstract void init(double[] s, int o, float[] f, int p);

    /**
     * Checks the numbers of a channel that was read: {@link io.undercurrent.detect.StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    abstract void check(double[] s, int o, float[] f, int p);

    /**
     * Learns from the pending forecast's error; the caller then calls {@link #observe} with the
     * same value.
     */
    abstract void learn(double[] s, int o, float[] f, int p, double value);

    /**
     * Adds the value (NaN if missing) to what the model reads, which never depends on forecasts.
     * The time is not older than the previous one, unless {@link #forgetTime} was called in
     * between.
     */
    abstract void observe(double[] s, int o, float[] f, int p, double value, long timeMicros);

    /**
     * Sets the key's clock back to the event that the next {@link #observe} takes.
     *
     * @param usual whether the usual gap is forgotten too
     */
    void forgetTime(double[] s, int o, boolean usual) {}

    /** The normaliser's offset; -1 if there is none. */
    int normaliserAt() {
        return -1;
    }

    /**
     * The offset of a field's normaliser in the doubles that all channels share; -1 if there is
     * none.
     */
    int sharedNormaliserAt(int field) {
        return -1;
    }

    /**
     * A hash of how the model's inputs are computed, if they survive a change of weights; else 0.
     */
    long inputsHash() {
        return 0;
    }

    /** The offset of these inputs. */
    int inputsAt() {
        return 0;
    }

    /** The number of doubles of these inputs. */
    int inputsSize() {
        return 0;
    }

    /** The number of a key's doubles that its channels share; they follow those of all channels. */
    int sharedSize() {
        return 0;
    }

    /** The offset of these inputs among the channel's 32-bit numbers. */
    int inputsFloatsAt() {
        return 0;
    }

    /** Their number of 32-bit numbers. */
    int inputsFloats() {
        return 0;
    }

    /** {@link #inputsHash} in slab format 6. */
    long format6InputsHash() {
        return inputsHash();
    }

    /** Converts these inputs from slab format 6. */
    void readFormat6Inputs(
            double[] from, int at, float[] floats, int j, double[] s, int o, float[] f, int p) {
        System.arraycopy(from, at, s, o, inputsSize());
        System.arraycopy(floats, j, f, p, inputsFloats());
    }

    /** {@link #inputsHash} in slab formats 3 to 5. */
    long format5InputsHash() {
        return inputsHash();
    }

    /** {@link #inputsSize} in slab formats 3 to 5. */
    int format5InputsSize() {
        return inputsSize();
    }

    /** Converts these inputs from slab formats 3 to 5. */
    void readFormat5Inputs(double[] from, int at, double[] s, int o, float[] f, int p) {
        System.arraycopy(from, at, s, o, inputsSize());
    }

    /** {@link #inputsHash} in slab formats 1 and 2. */
    long format2InputsHash() {
        return format5InputsHash();
    }

    /** Converts these inputs from slab formats 1 and 2 to format 5. */
    void readFormat2Inputs(double[] from, int at, double[] s, int o) {
        System.arraycopy(from, at, s, o, format5InputsSize());
    }

    /** Like {@link #sharedSize}, but for slab formats 1 and 2. */
    int format2SharedSize() {
        return sharedSize();
    }

    /** Converts the doubles that the channels share from slab formats 1 and 2. */
    void readFormat2Shared(double[] from, int at, double[] s, int o) {
        System.arraycopy(from, at, s, o, sharedSize());
    }

    /** Initialises the doubles that the channels share. */
    void initShared(double[] s, int o) {}

    /** Like {@link #check}, of the doubles that the channels share. */
    void checkShared(double[] s, int o) {}

    /** Takes the fields of an event, channels and covariates; NaN if missing. */
    void learnShared(double[] s, int o, double[] values) {}

    /**
     * Fixes the units of the next forecast and writes the model's input, [d_model].
     *
     * @param shared the offset of the doubles that the channels share
     */
    abstract void input(
            double[] s,
            int o,
            float[] f,
            int p,
            int shared,
            boolean missing,
            float gap,
            int item,
            float[] input);

    /**
     * Makes the one-step forecast from the step's output and stores it as the pending forecast. If
     * it is not finite, it is marked as such, and nothing is learned from it.
     */
    abstract void expect(double[] s, int o, float[] f, int p, int item, float[] hidden);

    /** Whether a forecast changes the slab, so that a rebuild has to make the forecasts too. */
    boolean forecastsLeaveTraces() {
        return false;
    }

    /** What finds anomalies in this channel; null if {@link #judge} alone does. */
    AnomalyDetector detector() {
        return null;
    }

    /** What decides on a key's alarms if there is a {@link #detector}. */
    KeyAlarm keyAlarm() {
        return null;
    }

    /**
     * Lets the detector judge a value that {@link #observe} has taken.
     *
     * @param o the channel's doubles
     * @param p the channel's floats
     * @param d the detector's doubles
     * @param f the detector's floats
     */
    void detect(Slab slab, int o, int p, int d, int f, double value) {}

    /** Gives the detector the forecasts that follow from {@link #expect}, called just before. */
    void expectAll(Slab slab, int o, int p, int d, int f, int item) {}

    /** Whether it forecasts any number of steps, not only the options' horizon. */
    boolean forecastsAnyStep() {
        return false;
    }

    /**
     * Writes median and quantiles of as many steps as there is room for; returns false if there is
     * no forecast.
     */
    abstract boolean forecast(
            double[] s,
            int o,
            float[] f,
            int p,
            float[] state,
            int stateAt,
            double[] median,
            double[] quantiles);

    /**
     * Writes expectation and bounds, and returns the value's probability: 1 if it is unknown, or if
     * there is a {@link #detector}.
     */
    abstract double judge(double[] s, int o, double value, int channel, ScoreOutput out);

    /**
     * Whether the pending forecast, which {@link #judge} has just read, was made and is not finite.
     */
    abstract boolean isUnpredicted(double[] s, int o);
}
