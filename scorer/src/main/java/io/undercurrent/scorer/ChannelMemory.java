package io.undercurrent.scorer;

import io.undercurrent.detect.AlarmScore;
import io.undercurrent.detect.ResidualCalibrator;
import java.util.List;

/**
 * What happens to one channel around the model's step: judging the value against the pending
 * forecast, learning from it, the model's input, and the next forecast. Judging is common to all;
 * the rest differs between a seeded backbone, whose read-out is learned online, and a trained
 * network.
 */
abstract class ChannelMemory {
    /** Within a channel's doubles: the pending one-step forecast in scaled units, and the units. */
    static final int EXPECTED = 0;

    static final int BASE_LOCATION = 1;
    static final int BASE_SCALE = 2;

    /** Where the kinds' own numbers begin. */
    static final int OWN = 3;

    /** Scaled values and forecasts are held within this many scales of the location. */
    static final double LIMIT = 30;

    /** Far beyond any alarm; keeps a value at the end of the number range finite. */
    private static final double MAX_ERROR = 1e50;

    final ResidualCalibrator calibrator;

    ChannelMemory(ScorerOptions options) {
        calibrator =
                new ResidualCalibrator(
                        AlarmScore.channelRate(options.alarmRate(), options.channels()));
    }

    /** A stretch of a channel's doubles, for the layout's description. */
    record Part(String name, int doubles) {}

    /** The channel's doubles in order. */
    abstract List<Part> parts();

    final int size() {
        return parts().stream().mapToInt(Part::doubles).sum();
    }

    /** Where the calibrator stands. */
    abstract int calibratorAt();

    /** Starts a channel that was never seen. */
    abstract void init(double[] s, int o);

    /** Learns the value, NaN where missing; the time is not older than the one before. */
    abstract void learn(double[] s, int o, double value, long timeMicros);

    /** Doubles of a key that its channels share; they stand behind all channels' own. */
    int sharedSize() {
        return 0;
    }

    /** Starts what the channels share. */
    void initShared(double[] s, int o) {}

    /** Takes an event's fields, channels and covariates, NaN where missing. */
    void learnShared(double[] s, int o, double[] values) {}

    /** Fixes the units of the next forecast and writes the model's input, [d_model]. */
    abstract void input(double[] s, int o, boolean missing, float gap, int item, float[] input);

    /** Makes the one-step forecast from the step's output and keeps it as the pending one. */
    abstract void expect(double[] s, int o, int item, float[] hidden);

    /** Writes median and quantiles of all steps; false where nothing can be said. */
    abstract boolean forecast(
            double[] s, int o, float[] state, int stateAt, double[] median, double[] quantiles);

    /** Writes expectation and bounds, and returns the value's probability (1 where unknown). */
    double judge(double[] s, int o, double value, int channel, ScoreOutput out) {
        double expected = s[o + EXPECTED];
        double scale = s[o + BASE_SCALE];
        int c = o + calibratorAt();
        out.values[channel] = value;
        out.probability[channel] = Double.NaN;
        out.expected[channel] = s[o + BASE_LOCATION] + scale * expected;
        out.lower[channel] = out.expected[channel] + scale * calibrator.lowerBound(s, c);
        out.upper[channel] = out.expected[channel] + scale * calibrator.upperBound(s, c);
        if (Double.isNaN(expected) || Double.isNaN(value)) {
            return 1;
        }
        return calibrator.pValue(s, c, error(s, o, value));
    }

    /**
     * The pending forecast's error in scales. Unlike features and targets it is not held near the
     * location: where a forecast stands at that limit, a value far beyond it must still alarm.
     */
    private static double error(double[] s, int o, double value) {
        double error = (value - s[o + BASE_LOCATION]) / s[o + BASE_SCALE] - s[o + EXPECTED];
        return Math.max(-MAX_ERROR, Math.min(MAX_ERROR, error));
    }

    static double limit(double scaled) {
        return Math.max(-LIMIT, Math.min(LIMIT, scaled));
    }
}
