package io.undercurrent.scorer;

import io.undercurrent.detect.HorizonErrors;
import io.undercurrent.detect.Normaliser;
import io.undercurrent.detect.QuantileTracker;
import io.undercurrent.detect.RecursiveLeastSquares;
import io.undercurrent.detect.StateCheck;
import java.util.List;

/**
 * A channel of a seeded backbone: a read-out, learned online, forecasts the next value from the
 * backbone's features.
 *
 * <p>Features are (1, scaled value, first 30 features of the backbone). The read-out is learned in
 * the normaliser's units at the time of the forecast. Beyond the first step, each median is fed
 * back as the next value into a fork of the state.
 *
 * <p>A number that overflows does not stay: the backbone's state is emptied with the next event,
 * and the read-out starts again at once. So at most one event in a row is UNPREDICTED because of
 * numbers that the key state holds.
 */
final class ChannelReadout extends NumberState {
    /** Forgetting factor of the read-out: it remembers about 1000 events. */
    private static final double FORGETTING = 0.999;

    /** Small, because a sharp value made of smooth hinges needs large weights of opposite signs. */
    private static final double RIDGE = 1e-6;

    /**
     * Below this number of values, the output of a read-out of 32 weights is limited more tightly.
     */
    private static final int EARLY = 96;

    private static final double EARLY_LIMIT = 2.5;

    /** Farther forecasts cost a fork of the model's state each, so the detector judges one step. */
    private static final int[] ONE_STEP = {1};

    private static final int OWN_FEATURES = 2;
    private static final int LAST_VALUE = OWN;
    private static final int FEATURES = OWN + 1;

    final RecursiveLeastSquares rls;
    final Normaliser normaliser = new Normaliser(Normaliser.USUAL_WINDOW);
    final QuantileTracker quantiles;
    final HorizonErrors horizonErrors;
    final int features;
    private final int levels;
    private final double[] phi;
    private final double[] weights;
    private final double[] offsets;
    private final double[] units;
    private final int rlsAt;
    private final int normaliserAt;
    private final int calibratorAt;
    private final int quantilesAt;
    private final int horizonErrorsAt;
    private final SeededModel model;
    private final Roller roller;
    private double reach;

    ChannelReadout(SeededModel model, ScorerOptions options) {
        super(options, ONE_STEP, false, 0);
        this.model = model;
        features = Math.min(RecursiveLeastSquares.MAX_FEATURES, OWN_FEATURES + model.dModel());
        rls = new RecursiveLeastSquares(features, FORGETTING, RIDGE);
        levels = options.quantiles().size();
        quantiles =
                new QuantileTracker(
                        options.quantiles().stream().mapToDouble(Double::doubleValue).toArray());
        horizonErrors = new HorizonErrors(options.horizon());
        phi = new double[features];
        weights = new double[features];
        offsets = new double[levels];
        units = new double[options.horizon()];
        rlsAt = FEATURES + features;
        normaliserAt = rlsAt + rls.size();
        calibratorAt = normaliserAt + normaliser.size();
        quantilesAt = calibratorAt + calibrator.size();
        horizonErrorsAt = quantilesAt + quantiles.size();
        roller = new Roller(model, options, this);
    }

    @Override
    List<Part> parts() {
        return List.of(
                new Part("read-out", normaliserAt),
                new Part("normaliser", normaliser.size()),
                new Part(
                        "calibrator", calibrator.size() + quantiles.size() + horizonErrors.size()));
    }

    @Override
    int format2InputsSize() {
        return Normaliser.FORMAT_2_SIZE;
    }

    @Override
    void readFormat2Inputs(double[] from, int at, double[] s, int o) {
        normaliser.readFormat2(from, at, s, o);
    }

    /** The backbone's first feature, after the read-out's own ones. */
    @Override
    int markAt() {
        return FEATURES + OWN_FEATURES;
    }

    @Override
    int calibratorAt() {
        return calibratorAt;
    }

    @Override
    void init(double[] s, int o, float[] f, int p) {
        s[o + EXPECTED] = Double.NaN;
        s[o + LAST_VALUE] = Double.NaN;
        rls.init(s, o + rlsAt);
        normaliser.init(s, o + normaliserAt);
        calibrator.init(s, o + calibratorAt);
        quantiles.init(s, o + quantilesAt);
        horizonErrors.init(s, o + horizonErrorsAt);
    }

    @Override
    void checkOwn(double[] s, int o, float[] f, int p, boolean known) {
        if (known) {
            double most = RecursiveLeastSquares.MAX_MAGNITUDE;
            StateCheck.bounded("read-out's feature", s, o + FEATURES, o + rlsAt, most);
        }
        rls.check(s, o + rlsAt);
        normaliser.check(s, o + normaliserAt);
        quantiles.check(s, o + quantilesAt);
        horizonErrors.check(s, o + horizonErrorsAt);
    }

    @Override
    int normaliserAt() {
        return normaliserAt;
    }

    /** Learns from the value: horizon errors, quantiles, calibration, read-out. */
    @Override
    void learn(double[] s, int o, float[] f, int p, double value) {
        double expected = s[o + EXPECTED];
        horizonErrors.observe(s, o + horizonErrorsAt, value);
        if (Double.isNaN(value)) {
            return;
        }
        // Before the normaliser has a scale, errors in its units mean nothing.
        if (!Double.isNaN(expected) && normaliser.ready(s, o + normaliserAt)) {
            boolean outside = normaliser.isOutside(s, o + normaliserAt, value);
            double scale = calibrator.scale(s, o + calibratorAt, s[o + BASE_SCALE]);
            calibrate(s, o, value, false);
            if (!outside) {
                double target = scaled(s, o, value);
                System.arraycopy(s, o + FEATURES, phi, 0, features);
                double error = s[o + BASE_SCALE] * (target - expected);
                double ratio = error / scale;
                if (Double.isFinite(ratio)) { // both may overflow at values of 1e100
                    quantiles.update(s, o + quantilesAt, ratio);
                }
                rls.update(s, o + rlsAt, phi, target);
            }
        }
    }

    @Override
    void observe(double[] s, int o, float[] f, int p, double value, long timeMicros) {
        if (Double.isNaN(value)) {
            return;
        }
        int n = o + normaliserAt;
        boolean outside = normaliser.isOutside(s, n, value);
        double scale = normaliser.scale(s, n);
        boolean restarted = normaliser.observe(s, n, value);
        if (restarted) {
            double factor = scale / normaliser.scale(s, n);
            rls.carry(s, o + rlsAt, 1, OWN_FEATURES, factor, 0);
        }
        // A spike is not a level to forecast from; from the third in a row on it may be one.
        if (!outside || restarted || normaliser.outsideRun(s, n) >= Normaliser.LASTING) {
            s[o + LAST_VALUE] = value;
        }
    }

    @Override
    void input(
            double[] s,
            int o,
            float[] f,
            int p,
            int shared,
            boolean missing,
            float gap,
            int item,
            float[] input) {
        s[o + BASE_LOCATION] = normaliser.location(s, o + normaliserAt);
        s[o + BASE_SCALE] = normaliser.scale(s, o + normaliserAt);
        model.project((float) last(s, o), missing ? 1 : 0, gap, input);
    }

    /** The last value in the pending forecast's units; 0 if there was none. */
    private static double last(double[] s, int o) {
        double last = s[o + LAST_VALUE];
        return Double.isNaN(last) ? 0 : scaled(s, o, last);
    }

    @Override
    void expect(double[] s, int o, float[] f, int p, int item, float[] hidden) {
        if (Double.isNaN(s[o + LAST_VALUE])) {
            return;
        }
        loadWeights(s, o);
        s[o + EXPECTED] = dot(last(s, o), hidden);
        System.arraycopy(phi, 0, s, o + FEATURES, features);
        if (!Double.isFinite(s[o + EXPECTED])) {
            markUnpredicted(s, o);
            if (!hasFiniteWeights()) {
                rls.init(s, o + rlsAt); // it overflowed and would stay so
            }
        }
    }

    @Override
    void detect(Slab slab, int o, int p, int d, int f, double value) {
        detector().observe(slab.doubles, d, slab.floats, f, held(value), null, null);
    }

    @Override
    void expectAll(Slab slab, int o, int p, int d, int f, int item) {
        double[] s = slab.doubles;
        double spread = calibrator.scale(s, o + calibratorAt, s[o + BASE_SCALE]);
        detector().expect(s, d, slab.floats, f, 0, expected(s, o), spread);
    }

    private boolean hasFiniteWeights() {
        for (double weight : weights) {
            if (!Double.isFinite(weight)) {
                return false;
            }
        }
        return true;
    }

    /** The slab keeps the path of one forecast at a time until its values have come. */
    @Override
    boolean forecastsLeaveTraces() {
        return true;
    }

    @Override
    boolean forecast(
            double[] s,
            int o,
            float[] f,
            int p,
            float[] state,
            int stateAt,
            double[] median,
            double[] out) {
        return roller.forecast(s, o, state, stateAt, median, out);
    }

    /**
     * Loads the read-out's weights and the limit of its output, for the following calls of {@link
     * #dot}.
     */
    void loadWeights(double[] s, int o) {
        rls.weights(s, o + rlsAt, weights);
        reach = normaliser.count(s, o + normaliserAt) < EARLY ? EARLY_LIMIT : LIMIT;
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
        double scale = s[o + BASE_SCALE];
        double oneStep = calibrator.scale(s, o + calibratorAt, scale);
        quantiles.offsets(s, o + quantilesAt, offsets);
        horizonErrors.scales(s, o + horizonErrorsAt, oneStep, units);
        boolean finite = true;
        for (int h = 0; h < path.length; h++) {
            median[h] = s[o + BASE_LOCATION] + scale * path[h];
            finite &= Double.isFinite(median[h]);
            for (int k = 0; k < levels; k++) {
                out[h * levels + k] = median[h] + offsets[k] * units[h];
            }
        }
        if (finite && horizonErrors.wantsPath(s, o + horizonErrorsAt)) {
            horizonErrors.offerPath(s, o + horizonErrorsAt, median);
        }
    }

    private static double scaled(double[] s, int o, double value) {
        return limit((value - s[o + BASE_LOCATION]) / s[o + BASE_SCALE]);
    }
}
