package io.undercurrent.scorer;

import io.undercurrent.detect.AlarmScore;
import io.undercurrent.detect.HorizonErrors;
import io.undercurrent.detect.Normaliser;
import io.undercurrent.detect.QuantileTracker;
import io.undercurrent.detect.RecursiveLeastSquares;
import io.undercurrent.detect.ResidualCalibrator;

/**
 * What happens to one channel around the model's step: judging the value against the pending
 * forecast, learning from it, scaling it, and making the next forecast.
 *
 * <p>Features are (1, scaled value, first 30 features of the backbone). The read-out is learned in
 * units of the normaliser as it stood when the forecast was made; forecasting steps beyond the
 * first feed each median back as the next value into a fork of the state.
 */
final class ChannelReadout {
    /** Effective memory of the read-out: about 1000 events. */
    private static final double FORGETTING = 0.999;

    /** Small, since a sharp value built of smooth hinges needs weights of large, opposite signs. */
    private static final double RIDGE = 1e-6;

    private static final int NORMALISER_WINDOW = 512;

    /** Scaled values and forecasts are held within this many scales of the location. */
    private static final double LIMIT = 30;

    /** A read-out of 32 weights that has seen fewer values than this is held closer. */
    private static final int EARLY = 96;

    private static final double EARLY_LIMIT = 2.5;

    /** Far beyond any alarm; keeps a value at the end of the number range finite. */
    private static final double MAX_ERROR = 1e50;

    private static final int OWN_FEATURES = 2;

    final RecursiveLeastSquares rls;
    final Normaliser normaliser = new Normaliser(NORMALISER_WINDOW);
    final ResidualCalibrator calibrator;
    final QuantileTracker quantiles;
    final HorizonErrors horizonErrors;
    final int features;
    private final int levels;
    private final double[] phi;
    private final double[] weights;
    private final double[] offsets;
    private final double[] units;
    private SlabLayout at;
    private double reach;

    ChannelReadout(ScorerOptions options, int dModel) {
        features = Math.min(RecursiveLeastSquares.MAX_FEATURES, OWN_FEATURES + dModel);
        rls = new RecursiveLeastSquares(features, FORGETTING, RIDGE);
        calibrator =
                new ResidualCalibrator(
                        AlarmScore.channelRate(options.alarmRate(), options.channels()));
        levels = options.quantiles().size();
        quantiles =
                new QuantileTracker(
                        options.quantiles().stream().mapToDouble(Double::doubleValue).toArray());
        horizonErrors = new HorizonErrors(options.horizon());
        phi = new double[features];
        weights = new double[features];
        offsets = new double[levels];
        units = new double[options.horizon()];
    }

    void use(SlabLayout layout) {
        at = layout;
    }

    void init(double[] s, int o) {
        s[o + SlabLayout.EXPECTED] = Double.NaN;
        s[o + SlabLayout.LAST_VALUE] = Double.NaN;
        rls.init(s, o + at.rls);
        normaliser.init(s, o + at.normaliser);
        calibrator.init(s, o + at.calibrator);
        quantiles.init(s, o + at.quantiles);
        horizonErrors.init(s, o + at.horizonErrors);
    }

    /** Writes expectation and bounds, and returns the value's probability (1 where unknown). */
    double judge(double[] s, int o, double value, int channel, ScoreOutput out) {
        double expected = s[o + SlabLayout.EXPECTED];
        double scale = s[o + SlabLayout.BASE_SCALE];
        int c = o + at.calibrator;
        out.values[channel] = value;
        out.expected[channel] = s[o + SlabLayout.BASE_LOCATION] + scale * expected;
        out.lower[channel] = out.expected[channel] + scale * calibrator.lowerBound(s, c);
        out.upper[channel] = out.expected[channel] + scale * calibrator.upperBound(s, c);
        if (Double.isNaN(expected) || Double.isNaN(value)) {
            return 1;
        }
        return calibrator.pValue(s, c, error(s, o, value));
    }

    /** Learns the value: read-out, calibration, quantiles, horizon errors, then the normaliser. */
    void learn(double[] s, int o, double value) {
        double expected = s[o + SlabLayout.EXPECTED];
        horizonErrors.observe(s, o + at.horizonErrors, value);
        if (Double.isNaN(value)) {
            return;
        }
        // Before the normaliser has a scale, errors in its units mean nothing.
        if (!Double.isNaN(expected) && normaliser.ready(s, o + at.normaliser)) {
            double target = scaled(s, o, value);
            System.arraycopy(s, o + SlabLayout.FEATURES, phi, 0, features);
            double error = target - expected; // limited: one value must not blind the calibrator
            quantiles.update(s, o + at.quantiles, error / calibrator.scale(s, o + at.calibrator));
            calibrator.update(s, o + at.calibrator, error);
            rls.update(s, o + at.rls, phi, target);
        }
        normaliser.observe(s, o + at.normaliser, value);
        s[o + SlabLayout.LAST_VALUE] = value;
    }

    /** Fixes the units of the next forecast and returns the last value in them (0 before any). */
    double rebase(double[] s, int o) {
        s[o + SlabLayout.BASE_LOCATION] = normaliser.location(s, o + at.normaliser);
        s[o + SlabLayout.BASE_SCALE] = normaliser.scale(s, o + at.normaliser);
        double last = s[o + SlabLayout.LAST_VALUE];
        return Double.isNaN(last) ? 0 : scaled(s, o, last);
    }

    /** Makes the one-step forecast from the step's features and keeps it as the pending one. */
    void expect(double[] s, int o, double scaledValue, float[] hidden) {
        if (Double.isNaN(s[o + SlabLayout.LAST_VALUE])) {
            return;
        }
        loadWeights(s, o);
        s[o + SlabLayout.EXPECTED] = dot(scaledValue, hidden);
        System.arraycopy(phi, 0, s, o + SlabLayout.FEATURES, features);
    }

    /** Loads the read-out's weights, and how far they are trusted, for a run of {@link #dot}. */
    void loadWeights(double[] s, int o) {
        rls.weights(s, o + at.rls, weights);
        reach = normaliser.count(s, o + at.normaliser) < EARLY ? EARLY_LIMIT : LIMIT;
    }

    /** The read-out at the given features, in scaled units. */
    double dot(double scaledValue, float[] hidden) {
        phi[0] = 1;
        phi[1] = scaledValue;
        for (int i = OWN_FEATURES; i < features; i++) {
            phi[i] = hidden[i - OWN_FEATURES];
        }
        double sum = 0;
        for (int i = 0; i < features; i++) {
            sum += weights[i] * phi[i];
        }
        return Math.max(-reach, Math.min(reach, sum));
    }

    /** Turns a path in scaled units into medians and quantiles in the value's units. */
    void spread(double[] s, int o, double[] path, double[] median, double[] out) {
        double scale = s[o + SlabLayout.BASE_SCALE];
        double oneStep = scale * calibrator.scale(s, o + at.calibrator);
        quantiles.offsets(s, o + at.quantiles, offsets);
        horizonErrors.scales(s, o + at.horizonErrors, oneStep, units);
        for (int h = 0; h < path.length; h++) {
            median[h] = s[o + SlabLayout.BASE_LOCATION] + scale * path[h];
            for (int k = 0; k < levels; k++) {
                out[h * levels + k] = median[h] + offsets[k] * units[h];
            }
        }
        if (horizonErrors.wantsPath(s, o + at.horizonErrors)) {
            horizonErrors.offerPath(s, o + at.horizonErrors, median);
        }
    }

    /**
     * The pending forecast's error in scales. Unlike features and targets it is not held near the
     * location: where a forecast stands at that limit, a value far beyond it must still alarm.
     */
    private static double error(double[] s, int o, double value) {
        double error =
                (value - s[o + SlabLayout.BASE_LOCATION]) / s[o + SlabLayout.BASE_SCALE]
                        - s[o + SlabLayout.EXPECTED];
        return Math.max(-MAX_ERROR, Math.min(MAX_ERROR, error));
    }

    private static double scaled(double[] s, int o, double value) {
        return limit((value - s[o + SlabLayout.BASE_LOCATION]) / s[o + SlabLayout.BASE_SCALE]);
    }

    private static double limit(double scaled) {
        return Math.max(-LIMIT, Math.min(LIMIT, scaled));
    }
}
