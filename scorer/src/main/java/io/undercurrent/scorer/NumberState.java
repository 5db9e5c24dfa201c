package io.undercurrent.scorer;

import io.undercurrent.detect.AlarmScore;
import io.undercurrent.detect.CommonValue;
import io.undercurrent.detect.RecursiveLeastSquares;
import io.undercurrent.detect.ResidualCalibrator;
import io.undercurrent.detect.StateCheck;
import io.undercurrent.detect.anomaly.AnomalyDetector;
import io.undercurrent.detect.anomaly.KeyAlarm;
import java.util.ArrayList;
import java.util.List;

/** A channel of numbers: it judges a value by its distance from the pending forecast. */
abstract class NumberState extends ChannelState {
    /**
     * Offsets within a channel's doubles: the pending one-step forecast in scaled units, and the
     * units.
     */
    static final int EXPECTED = 0;

    static final int BASE_LOCATION = 1;
    static final int BASE_SCALE = 2;

    private static final int COMMON = 3;

    /** Offset of the doubles of each subclass. */
    static final int OWN = COMMON + CommonValue.SIZE;

    /** Scaled values and forecasts are limited to this many scales around the location. */
    static final double LIMIT = 30;

    /** Far beyond any alarm; keeps errors finite for values at the limits of a double. */
    private static final double MAX_ERROR = 1e150;

    /** Far above any scale of values. */
    private static final double MAX_SCALE = 1e160;

    /** The largest number from which a read-out learns. */
    private static final double MAX_SCALED = RecursiveLeastSquares.MAX_MAGNITUDE;

    final ResidualCalibrator calibrator;

    private final AnomalyDetector detector;
    private final KeyAlarm keyAlarm;

    /**
     * @param horizons steps ahead of the forecasts that the detector judges, rising from 1
     * @param keepsPast whether the channel keeps its newest values
     * @param features numbers of the model's output that it judges
     */
    NumberState(ScorerOptions options, int[] horizons, boolean keepsPast, int features) {
        detector = new AnomalyDetector(horizons, keepsPast, features, options.stages());
        keyAlarm = new KeyAlarm(options.alarmRate(), options.channels());
        calibrator =
                new ResidualCalibrator(
                        AlarmScore.channelRate(options.alarmRate(), options.channels()));
    }

    /** The calibrator's offset, which is the start of the next part. */
    abstract int calibratorAt();

    /** Doubles of the second part in slab formats 1 and 2; it follows the value's level. */
    abstract int format2InputsSize();

    /** Formats 1 and 2 had no common value, and smaller level and calibrator parts. */
    @Override
    final List<Part> format2Parts() {
        List<Part> parts = new ArrayList<>(format5Parts());
        resize(parts, 0, -CommonValue.SIZE);
        resize(parts, 1, format2InputsSize() - parts.get(1).doubles());
        resize(parts, 2, ResidualCalibrator.FORMAT_2_SIZE - calibrator.size());
        return parts;
    }

    private static void resize(List<Part> parts, int at, int by) {
        Part part = parts.get(at);
        parts.set(at, new Part(part.name(), part.doubles() + by));
    }

    @Override
    final void readFormat2(double[] from, int at, double[] s, int o) {
        System.arraycopy(from, at, s, o, COMMON);
        CommonValue.init(s, o + COMMON);
        int next = at + COMMON;
        List<Part> parts = format5Parts();
        int level = parts.get(0).doubles();
        System.arraycopy(from, next, s, o + OWN, level - OWN);
        next += level - OWN;
        readFormat2Inputs(from, next, s, o + level);
        next += format2InputsSize();
        int judge = level + parts.get(1).doubles();
        calibrator.readFormat2(from, next, s, o + judge, s[o + BASE_SCALE]);
        next += ResidualCalibrator.FORMAT_2_SIZE;
        int rest = judge + calibrator.size();
        System.arraycopy(from, next, s, o + rest, Part.doubles(parts) - rest);
    }

    @Override
    final void check(double[] s, int o, float[] f, int p) {
        boolean known = !Double.isNaN(s[o + EXPECTED]);
        if (known) {
            StateCheck.bounded("pending forecast", s, o + EXPECTED, o + BASE_LOCATION, MAX_SCALED);
        }
        StateCheck.range(
                "pending forecast's location", s[o + BASE_LOCATION], -MAX_ERROR, MAX_ERROR);
        double least = known ? Double.MIN_VALUE : 0;
        StateCheck.range("pending forecast's scale", s[o + BASE_SCALE], least, MAX_SCALE);
        CommonValue.check(s, o + COMMON);
        calibrator.check(s, o + calibratorAt());
        checkOwn(s, o, f, p, known);
    }

    /**
     * Checks the subclass's numbers.
     *
     * @param known whether a forecast is pending
     */
    abstract void checkOwn(double[] s, int o, float[] f, int p, boolean known);

    @Override
    final double judge(double[] s, int o, double value, int channel, ScoreOutput out) {
        double expected = expected(s, o);
        double unit = s[o + BASE_SCALE];
        int c = o + calibratorAt();
        out.values[channel] = value;
        out.probability[channel] = Double.NaN;
        out.expected[channel] = expected;
        out.lower[channel] = expected + calibrator.lowerBound(s, c, unit);
        out.upper[channel] = expected + calibrator.upperBound(s, c, unit);
        double common = CommonValue.near(s, o + COMMON, expected);
        if (!Double.isNaN(common)) {
            out.lower[channel] = Math.min(common, out.lower[channel]);
            out.upper[channel] = Math.max(common, out.upper[channel]);
        }
        return 1;
    }

    @Override
    final AnomalyDetector detector() {
        return detector;
    }

    @Override
    final KeyAlarm keyAlarm() {
        return keyAlarm;
    }

    /** A value as the detector takes it, whose arithmetic must not overflow. */
    static double held(double value) {
        return Math.max(-MAX_ERROR, Math.min(MAX_ERROR, value));
    }

    /** The pending forecast in the value's units; NaN if there is none. */
    static double expected(double[] s, int o) {
        return s[o + BASE_LOCATION] + s[o + BASE_SCALE] * s[o + EXPECTED];
    }

    /**
     * The offset of a number of the pending forecast that is NaN if the forecast was made and is
     * not finite.
     */
    abstract int markAt();

    @Override
    final boolean isUnpredicted(double[] s, int o) {
        return Double.isNaN(s[o + markAt()]);
    }

    /** Marks the pending forecast as not finite; it is then none for all that learn from it. */
    final void markUnpredicted(double[] s, int o) {
        s[o + EXPECTED] = Double.NaN;
        s[o + markAt()] = Double.NaN;
    }

    /** Learns the pending forecast's error, unless the value may be a new level. */
    final void calibrate(double[] s, int o, double value, boolean stepping) {
        double expected = expected(s, o);
        double error = error(value, expected);
        double unit = s[o + BASE_SCALE];
        boolean common = value == CommonValue.near(s, o + COMMON, expected);
        calibrator.updateBudget(s, o + calibratorAt(), common ? 0 : error, unit);
        if (!stepping) {
            calibrator.update(s, o + calibratorAt(), error, unit);
        }
        CommonValue.observe(s, o + COMMON, value);
    }

    private static double error(double value, double expected) {
        return Math.max(-MAX_ERROR, Math.min(MAX_ERROR, value - expected));
    }

    static double limit(double scaled) {
        return Math.max(-LIMIT, Math.min(LIMIT, scaled));
    }
}
