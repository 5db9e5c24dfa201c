package io.undercurrent.scorer;

import io.undercurrent.detect.AlarmScore;
import io.undercurrent.detect.ResidualCalibrator;

/** A channel of numbers: its value is judged by how far it lies from the pending forecast. */
abstract class NumberMemory extends ChannelMemory {
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

    NumberMemory(ScorerOptions options) {
        calibrator =
                new ResidualCalibrator(
                        AlarmScore.channelRate(options.alarmRate(), options.channels()));
    }

    /** Where the calibrator stands. */
    abstract int calibratorAt();

    @Override
    final double judge(double[] s, int o, double value, int channel, ScoreOutput out) {
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
