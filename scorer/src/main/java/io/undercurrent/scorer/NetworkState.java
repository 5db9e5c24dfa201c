package io.undercurrent.scorer;

import io.undercurrent.detect.HedgedReadout;
import io.undercurrent.detect.HorizonQuantiles;
import io.undercurrent.detect.StateCheck;
import io.undercurrent.detect.anomaly.Past;
import io.undercurrent.scorer.inputs.CausalInputs;
import io.undercurrent.scorer.inputs.Companions;
import io.undercurrent.scorer.inputs.HorizonGrid;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.network.ForecastNetwork;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.HeadStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A channel of numbers under a trained network: it computes causal inputs before the trunk's step,
 * quantiles of any horizon from the trunk's output after it, and online corrections of these
 * quantiles.
 *
 * <p>A step between the trained horizons, or beyond the last one, has its own bases. Between two
 * horizons, they are mixed and widened as for its neighbours; beyond the last one they are mixed as
 * for that one, and widen further ({@link CausalInputs#widening}).
 *
 * <p>A number that overflows does not stay: the model's state is emptied with the next event, the
 * read-out starts again with the next forecast, and a regression with the next value that it
 * learns. So at most one event in a row is UNPREDICTED because of numbers that the key state holds.
 */
final class NetworkState extends NumberState {
    /** The pending one-step median before the read-out's correction, and its unit, both scaled. */
    private static final int ANCHOR = OWN;

    private static final int UNIT = OWN + 1;
    private static final int OWN_DOUBLES = OWN + 2;

    /** What the read-out reads: one, distances of a few bases, features of the trunk. */
    private static final int READ_FEATURES = 24;

    private static final double MAX_DISTANCE = 10;

    /** Place of the causal inputs among the parts. */
    private static final int INPUTS = 1;

    private final ForecastNetwork network;
    private final int[] horizons;
    private final HorizonGrid grid;
    private final int median;
    private final CausalInputs causal;
    private final Companions companions;
    private final int channels;
    private final HorizonQuantiles corrections;
    private final HedgedReadout readout;
    private final HeadStep head;
    private final QuantileLevels levels;
    private final long inputsHash;
    private final long format6InputsHash;
    private final long format5InputsHash;
    private final long format2InputsHash;
    private final int causalAt;
    private final int calibratorAt;
    private final int correctionsAt;
    private final int readoutAt;
    private final int causalFloatsAt;
    private final int correctionsFloatsAt;
    private final int readoutFloatsAt;
    private final float[] phi;
    private final int[] mainBases;
    private final int width;
    private final int bases;
    private final float[][] tokenInputs;
    private final float[][] embedded = new float[1][];
    private final float[][] tokenBases;
    private final float[][] tokenUnits;
    private final float[] base;
    private final double[] quantiles;
    private final JudgedHorizons judged;
    private final double[] features;
    private final Newest newest = new Newest();

    NetworkState(ForecastNetwork network, ScorerOptions options, int items) {
        this(network, options, items, judged(network));
    }

    private static JudgedHorizons judged(ForecastNetwork network) {
        return new JudgedHorizons(
                network.tokens().horizonArray(),
                network.head().levels().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private NetworkState(
            ForecastNetwork network, ScorerOptions options, int items, JudgedHorizons judged) {
        super(options, judged.steps, true, network.config().width());
        this.network = network;
        this.judged = judged;
        HeadConfig.Quantiles c = network.head();
        horizons = network.tokens().horizonArray();
        grid = new HorizonGrid(horizons);
        median = c.median();
        width = network.config().width();
        bases = c.bases();
        causal =
                new CausalInputs(
                        network.tokens(),
                        options.seasons().stream().mapToInt(Integer::intValue).toArray());
        companions = new Companions(network.tokens());
        channels = options.channels();
        corrections =
                new HorizonQuantiles(
                        horizons, c.levels().stream().mapToDouble(Double::doubleValue).toArray());
        head = new HeadStep(network, judged.indices);
        levels = new QuantileLevels(c.levels(), options.quantiles());
        inputsHash = hash("inputs-4", network.tokens(), options);
        format6InputsHash = hash("inputs-3", network.tokens(), options);
        format5InputsHash = hash("inputs-2", network.tokens(), options);
        format2InputsHash = hash("inputs-1", network.tokens(), options);
        causalAt = OWN_DOUBLES;
        calibratorAt = causalAt + causal.doubles();
        correctionsAt = calibratorAt + calibrator.size();
        readoutAt = correctionsAt + corrections.doubles();
        causalFloatsAt = width;
        correctionsFloatsAt = causalFloatsAt + causal.floats();
        readoutFloatsAt = correctionsFloatsAt + corrections.floats();
        mainBases = causal.mainBases();
        phi = new float[1 + mainBases.length + Math.min(READ_FEATURES, width)];
        readout = new HedgedReadout(phi.length);
        tokenInputs = new float[1][network.config().inputs()];
        tokenBases = new float[items][horizons.length * bases];
        tokenUnits = new float[items][horizons.length];
        base = new float[bases];
        quantiles = new double[c.levels().size()];
        features = new double[detector().features()];
    }

    /**
     * Lists the fields one by one: a record's toString would keep a cancelled job's classes on JDK
     * 17.
     */
    private static long hash(String make, InputOptions tokens, ScorerOptions options) {
        return Fingerprint.of(
                String.format(
                        Locale.ROOT,
                        "%s horizons=%s seasons=%d ring=%d channels=%d covariates=%d declared=%s",
                        make,
                        tokens.horizons(),
                        tokens.seasons(),
                        tokens.ring(),
                        tokens.channels(),
                        tokens.covariates(),
                        options.seasons()));
    }

    @Override
    List<Part> parts() {
        return List.of(
                new Part("pending forecast", OWN_DOUBLES, width),
                new Part("ring and inputs", causal.doubles(), causal.floats()),
                new Part("calibrator", calibrator.size()),
                new Part("quantile corrections", corrections.doubles(), corrections.floats()),
                new Part("read-out", readout.doubles(), readout.floats()));
    }

    @Override
    List<Part> format6Parts() {
        List<Part> parts = new ArrayList<>(parts());
        Part inputs = parts.get(INPUTS);
        parts.set(INPUTS, new Part(inputs.name(), causal.format6Doubles(), causal.format6Floats()));
        return parts;
    }

    @Override
    void readFormat6(
            double[] from, int at, float[] floats, int j, double[] s, int o, float[] f, int p) {
        System.arraycopy(from, at, s, o, causalAt);
        System.arraycopy(floats, j, f, p, causalFloatsAt);
        int next = at + causalAt;
        int nextFloat = j + causalFloatsAt;
        causal.readFormat6(from, next, floats, nextFloat, s, o + causalAt, f, p + causalFloatsAt);
        next += causal.format6Doubles();
        nextFloat += causal.format6Floats();
        int rest = Part.doubles(parts()) - calibratorAt;
        System.arraycopy(from, next, s, o + calibratorAt, rest);
        rest = Part.floats(parts()) - correctionsFloatsAt;
        System.arraycopy(floats, nextFloat, f, p + correctionsFloatsAt, rest);
    }

    @Override
    List<Part> format5Parts() {
        return List.of(
                new Part("pending forecast", OWN_DOUBLES + width),
                new Part("ring and inputs", causal.format5Size()),
                new Part("calibrator", calibrator.size()),
                new Part("quantile corrections", corrections.format5Size()),
                new Part("read-out", readout.format5Size()));
    }

    @Override
    void readFormat5(double[] from, int at, double[] s, int o, float[] f, int p) {
        System.arraycopy(from, at, s, o, OWN_DOUBLES);
        int next = at + OWN_DOUBLES;
        for (int i = 0; i < width; i++) {
            f[p + i] = (float) from[next + i];
        }
        if (Double.isNaN(from[next])) {
            markUnpredicted(s, o); // the mark was in the first of them
        }
        next += width;
        causal.readFormat5(from, next, s, o + causalAt, f, p + causalFloatsAt);
        next += causal.format5Size();
        System.arraycopy(from, next, s, o + calibratorAt, calibrator.size());
        next += calibrator.size();
        corrections.readFormat5(from, next, s, o + correctionsAt, f, p + correctionsFloatsAt);
        next += corrections.format5Size();
        readout.readFormat5(from, next, s, o + readoutAt, f, p + readoutFloatsAt);
    }

    @Override
    int inputsFloatsAt() {
        return causalFloatsAt;
    }

    @Override
    int inputsFloats() {
        return causal.floats();
    }

    @Override
    long format6InputsHash() {
        return format6InputsHash;
    }

    @Override
    void readFormat6Inputs(
            double[] from, int at, float[] floats, int j, double[] s, int o, float[] f, int p) {
        causal.readFormat6(from, at, floats, j, s, o, f, p);
    }

    @Override
    long format5InputsHash() {
        return format5InputsHash;
    }

    @Override
    int format5InputsSize() {
        return causal.format5Size();
    }

    @Override
    void readFormat5Inputs(double[] from, int at, double[] s, int o, float[] f, int p) {
        causal.readFormat5(from, at, s, o, f, p);
    }

    @Override
    long format2InputsHash() {
        return format2InputsHash;
    }

    @Override
    int format2InputsSize() {
        return causal.format2Size();
    }

    @Override
    void readFormat2Inputs(double[] from, int at, double[] s, int o) {
        causal.readFormat2(from, at, s, o);
    }

    @Override
    int format2SharedSize() {
        return companions.format2Size();
    }

    @Override
    void readFormat2Shared(double[] from, int at, double[] s, int o) {
        companions.readFormat2(from, at, s, o);
    }

    @Override
    int markAt() {
        return ANCHOR;
    }

    @Override
    int calibratorAt() {
        return calibratorAt;
    }

    @Override
    void init(double[] s, int o, float[] f, int p) {
        s[o + EXPECTED] = Double.NaN;
        causal.init(s, o + causalAt, f, p + causalFloatsAt);
        calibrator.init(s, o + calibratorAt);
        corrections.init(s, o + correctionsAt, f, p + correctionsFloatsAt);
        readout.init(s, o + readoutAt, f, p + readoutFloatsAt);
    }

    @Override
    void checkOwn(double[] s, int o, float[] f, int p, boolean known) {
        if (known) {
            StateCheck.range("pending median", s[o + ANCHOR], -LIMIT, LIMIT);
            StateCheck.range("pending unit", s[o + UNIT], Double.MIN_VALUE, LIMIT);
        }
        causal.check(s, o + causalAt, f, p + causalFloatsAt);
        corrections.check(f, p + correctionsFloatsAt);
        readout.check(f, p + readoutFloatsAt, known);
    }

    @Override
    void checkShared(double[] s, int o) {
        companions.check(s, o);
    }

    @Override
    int sharedSize() {
        return companions.size();
    }

    @Override
    void initShared(double[] s, int o) {
        companions.init(s, o);
    }

    @Override
    void learnShared(double[] s, int o, double[] values) {
        companions.observe(s, o, values);
    }

    @Override
    int sharedNormaliserAt(int field) {
        return companions.normaliserAt(field);
    }

    @Override
    int normaliserAt() {
        return causalAt + causal.normaliserAt();
    }

    @Override
    long inputsHash() {
        return inputsHash;
    }

    @Override
    int inputsAt() {
        return causalAt;
    }

    @Override
    int inputsSize() {
        return causal.doubles();
    }

    @Override
    void learn(double[] s, int o, float[] f, int p, double value) {
        // The first values have no scale yet, so errors in its units would mean nothing.
        boolean known = !Double.isNaN(s[o + EXPECTED]) && !Double.isNaN(value);
        boolean stepping = causal.isStepping(s, o + causalAt, f, p + causalFloatsAt, value);
        boolean outside = stepping || causal.isOutside(s, o + causalAt, value);
        if (known && causal.ready(s, o + causalAt)) {
            calibrate(s, o, value, stepping);
            if (!outside) {
                double scaled = (value - s[o + BASE_LOCATION]) / s[o + BASE_SCALE];
                double error = (scaled - s[o + ANCHOR]) / s[o + UNIT];
                readout.learn(s, o + readoutAt, f, p + readoutFloatsAt, error);
            }
        }
        corrections.observe(
                s, o + correctionsAt, f, p + correctionsFloatsAt, outside ? Double.NaN : value);
    }

    @Override
    void observe(double[] s, int o, float[] f, int p, double value, long timeMicros) {
        causal.observe(s, o + causalAt, f, p + causalFloatsAt, value, timeMicros);
    }

    @Override
    void forgetTime(double[] s, int o, boolean usual) {
        causal.forgetTime(s, o + causalAt, usual);
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
        int c = o + causalAt;
        s[o + BASE_LOCATION] = causal.location(s, c);
        s[o + BASE_SCALE] = causal.scale(s, c);
        causal.write(
                s,
                c,
                f,
                p + causalFloatsAt,
                tokenInputs[0],
                0,
                tokenBases[item],
                0,
                tokenUnits[item],
                0);
        companions.write(s, shared, item % channels, tokenInputs[0], causal.inputCount());
        embedded[0] = input;
        network.embed(tokenInputs, embedded);
    }

    @Override
    void expect(double[] s, int o, float[] f, int p, int item, float[] hidden) {
        System.arraycopy(hidden, 0, f, p, width);
        if (Double.isNaN(causal.last(s, o + causalAt))) {
            return;
        }
        boolean ready = causal.ready(s, o + causalAt);
        head.read(hidden, 0);
        for (int h = 0; h < horizons.length; h++) {
            boolean wanted = ready && corrections.wants(f, p + correctionsFloatsAt, h);
            if (h > 0 && !wanted) {
                continue;
            }
            double unit = tokenUnits[item][h];
            head.quantiles(h, 0, tokenBases[item], h * bases, unit, quantiles);
            correct(f, p, h, 0, unit);
            if (!Double.isFinite(quantiles[median])) {
                markUnpredicted(s, o);
                return;
            }
            if (h == 0) {
                s[o + ANCHOR] = quantiles[median];
                s[o + UNIT] = unit;
                features(s, o, tokenBases[item], unit, hidden);
                double off = readout.correct(s, o + readoutAt, f, p + readoutFloatsAt, phi);
                shift(unit * off);
                if (!Double.isFinite(quantiles[median])) {
                    markUnpredicted(s, o);
                    return;
                }
                s[o + EXPECTED] = quantiles[median];
            }
            if (wanted) {
                raise(s, o);
                corrections.offer(s, o + correctionsAt, f, p + correctionsFloatsAt, h, quantiles);
            }
        }
    }

    /** The ring of a channel's newest values, for the detector. */
    private final class Newest implements Past {
        private double[] s;
        private int c;

        @Override
        public int season() {
            return causal.season(s, c, 0);
        }

        @Override
        public double ago(int events) {
            return causal.ago(events);
        }
    }

    @Override
    void detect(Slab slab, int o, int p, int d, int f, double value) {
        double[] s = slab.doubles;
        newest.s = s;
        newest.c = o + causalAt;
        causal.useRing(s, newest.c, slab.floats, p + causalFloatsAt);
        for (int i = 0; i < features.length; i++) {
            features[i] = slab.floats[p + i];
        }
        detector().observe(s, d, slab.floats, f, held(value), newest, features);
        newest.s = null; // the owner may evict the slab after this call
    }

    /** Unlike {@link #expect}, a forecast that is not finite only stays unjudged here. */
    @Override
    void expectAll(Slab slab, int o, int p, int d, int f, int item) {
        double[] s = slab.doubles;
        if (Double.isNaN(s[o + EXPECTED]) || !causal.ready(s, o + causalAt)) {
            return;
        }
        for (int k = 0; k < judged.indices.length; k++) {
            int h = judged.indices[k];
            double unit = tokenUnits[item][h];
            head.quantiles(h, 0, tokenBases[item], h * bases, unit, quantiles);
            correct(slab.floats, p, h, 0, unit);
            raise(s, o);
            double expected = k == 0 ? expected(s, o) : quantiles[median];
            double spread = (quantiles[judged.high] - quantiles[judged.low]) / judged.width;
            detector().expect(s, d, slab.floats, f, k, expected, Math.max(0, spread));
        }
    }

    /** Adds the corrections learned online, keeps the quantiles in rising order and limits them. */
    private void correct(float[] f, int p, int h, double share, double unit) {
        int c = p + correctionsFloatsAt;
        int next = share == 0 ? h : h + 1;
        for (int q = 0; q < quantiles.length; q++) {
            double here = corrections.correction(f, c, h, q);
            double there = corrections.correction(f, c, next, q);
            double corrected = quantiles[q] + unit * (here + share * (there - here));
            quantiles[q] = limit(corrected);
        }
        for (int q = median + 1; q < quantiles.length; q++) {
            quantiles[q] = Math.max(quantiles[q], quantiles[q - 1]);
        }
        for (int q = median - 1; q >= 0; q--) {
            quantiles[q] = Math.min(quantiles[q], quantiles[q + 1]);
        }
    }

    private void features(double[] s, int o, float[] base, double unit, float[] hidden) {
        int i = 0;
        phi[i++] = 1;
        for (int place : mainBases) {
            double distance = (base[place] - s[o + ANCHOR]) / unit;
            phi[i++] = (float) Math.max(-MAX_DISTANCE, Math.min(MAX_DISTANCE, distance));
        }
        for (int k = 0; i < phi.length; k++) {
            phi[i++] = hidden[k];
        }
    }

    /** Moves quantiles away from the median. */
    private void widen(double factor) {
        if (factor == 1) {
            return;
        }
        double middle = quantiles[median];
        for (int q = 0; q < quantiles.length; q++) {
            quantiles[q] = limit(middle + factor * (quantiles[q] - middle));
        }
    }

    private void shift(double by) {
        for (int q = 0; q < quantiles.length; q++) {
            quantiles[q] = limit(quantiles[q] + by);
        }
    }

    /** Converts scaled units to the value's. */
    private void raise(double[] s, int o) {
        for (int q = 0; q < quantiles.length; q++) {
            quantiles[q] = s[o + BASE_LOCATION] + s[o + BASE_SCALE] * quantiles[q];
        }
    }

    @Override
    boolean forecastsAnyStep() {
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
            double[] medians,
            double[] out) {
        int c = o + causalAt;
        if (Double.isNaN(causal.last(s, c))) {
            return false;
        }
        head.read(f, p);
        causal.look(s, c, f, p + causalFloatsAt);
        for (int step = 1; step <= medians.length; step++) {
            int h = grid.before(step);
            double share = grid.share(h, step);
            double unit = causal.between(s, c, step, base, 0);
            head.quantiles(h, share, base, 0, unit, quantiles);
            correct(f, p, h, share, unit);
            if (step == 1) {
                shift(unit * readout.trusted(s, o + readoutAt));
            }
            widen(causal.widening(s, c, step));
            raise(s, o);
            medians[step - 1] = quantiles[median];
            levels.read(quantiles, out, (step - 1) * levels.count());
        }
        return true;
    }
}
