package io.undercurrent.detect.anomaly;

import java.util.Random;

/**
 * A channel with its detector's state, kept as a scorer does. Its values have a season of {@value
 * #SEASON} events and noise; its forecasts are naive: the season plus a smoothed level.
 */
final class JudgedChannel implements Past {
    static final int[] HORIZONS = {1, 4, 12, 48, 96};
    static final int SEASON = 24;
    private static final double LEVEL_STEP = 0.2;
    private static final int KEPT = 512;

    final AnomalyDetector detector;
    final double[] s;
    final float[] f;
    private final int o;
    private final int p;
    private final double[] kept = new double[KEPT];
    private final double[] features;
    private final Random random;
    private int events;
    private double level;

    /** Without features, alone in its arrays. */
    JudgedChannel(long seed) {
        this(seed, new AnomalyDetector(HORIZONS, true, 0), 0, 0);
    }

    /** With the detector's features, at o in the 64-bit numbers and p in the 32-bit ones. */
    JudgedChannel(long seed, AnomalyDetector detector, int o, int p) {
        this.detector = detector;
        this.o = o;
        this.p = p;
        random = new Random(seed);
        s = new double[o + detector.doubles() + 1];
        f = new float[p + detector.floats() + 1];
        features = detector.features() > 0 ? new double[detector.features()] : null;
        detector.init(s, o, f, p);
    }

    @Override
    public int season() {
        return SEASON;
    }

    @Override
    public double ago(int ago) {
        return ago < KEPT && ago < events ? kept[(events - 1 - ago) % KEPT] : Double.NaN;
    }

    /** Normal noise with a standard deviation of 1. */
    double noise() {
        return random.nextGaussian();
    }

    /** The season at the next event, without noise. */
    double usual() {
        return season(events);
    }

    private static double season(int event) {
        return 5 * StrictMath.sin(2 * Math.PI * (event % SEASON) / SEASON);
    }

    void observe(double value) {
        detector.observe(s, o, f, p, take(value), this, features);
        double around = noise();
        for (int i = 0; features != null && i < features.length; i++) {
            features[i] = 0.1 * value + 0.1 * i * around + noise();
        }
        for (int k = 0; k < HORIZONS.length; k++) {
            double median = level + season(events + HORIZONS[k] - 1);
            detector.expect(s, o, f, p, k, median, 1.1);
        }
    }

    private double take(double value) {
        if (!Double.isNaN(value)) {
            level += LEVEL_STEP * (value - season(events) - level);
        }
        kept[events++ % KEPT] = value;
        return value;
    }

    void usualEvents(int count) {
        for (int i = 0; i < count; i++) {
            observe(usual() + noise());
        }
    }

    void check() {
        detector.check(s, o, f, p);
    }

    double severity() {
        KeySeverity key = new KeySeverity();
        key.begin();
        key.channel(detector.abnormality(s, o), detector.recent(s, o));
        return key.severity();
    }
}
