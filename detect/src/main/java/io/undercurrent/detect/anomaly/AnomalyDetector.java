package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * The detector of one channel: turns a value and the forecasts that were made for it into a
 * surprise and a severity.
 *
 * <p>Everything usual is learned over about {@value Learning#SPAN} events. While the channel is
 * hot, which means that its errors or its distance from the level have stayed large, what is usual
 * is learned 20 times more slowly, but only for {@value #LONGEST_HOT} events: what lasts longer is
 * the new norm.
 *
 * <p>Cost: about 2 microseconds an event and {@code 8 doubles() + 4 floats()} bytes of state, at
 * most 8 KB with five horizons up to 96 and 64 features.
 */
public final class AnomalyDetector {
    private static final Statistic[] STATISTICS = Statistic.values();
    private static final int HOT_ERROR = 0;
    private static final int HOT_RUN = 1;
    private static final int MEAN = 2;
    private static final int LAST = 3;
    private static final int CHANGE = 4;
    private static final int JUMP = 5;
    private static final int RUN = 6;
    private static final int ABNORMALITY = 7;
    private static final int LEVEL = 8;
    private static final int RANGE = LEVEL + Level.SIZE;
    private static final int MEAN_RANGE = RANGE + Records.SIZE;
    private static final int CHANGE_RANGE = MEAN_RANGE + Records.SIZE;
    private static final int SHAPE = CHANGE_RANGE + Records.SIZE;
    private static final int FEATURES = SHAPE + Novelty.DOUBLES;
    private static final int RESIDUALS = FEATURES + Novelty.DOUBLES;

    private static final double MOST_SIZE = 8191;

    /** Values before sizes are remembered: the first have no reliable units. */
    private static final int REMEMBERED_AFTER = 64;

    /** Values before sizes can surprise. */
    private static final int SURPRISING_AFTER = 128;

    /** Fewer repetitions of a value happen by chance. */
    private static final double LEAST_RUN = 8;

    /** A run counts as no longer than this, or a constant value would set record after record. */
    private static final double LONGEST_RUN = 64;

    private static final double HOT_SPAN = 8;
    private static final double HOT_ERRORS = 3;
    private static final double HOT_DISTANCE = 4;
    private static final double MOST_HOT = 8;
    private static final int LONGEST_HOT = 2000;
    private static final double HOT_TRUST = 0.05;

    private static final double RANGE_MARGIN = 0.03;
    private static final double RANGE_SHRINKING = 1.0 / 64_000;
    private static final double MEAN_SHRINKING = 1.0 / 16_000;
    private static final double LEAST_WIDTH = 0.2;
    private static final double LEAST_CHANGE_WIDTH = 0.5;
    private static final double LEAST_CHANGE = 0.02;
    private static final double MEAN_SPAN = 8;

    /** Recent errors, in usual ones, up to which the channel was as usual. */
    private static final double CALM = 1.25;

    /** Equal values from which a line is called flat where longer runs are rare. */
    private static final double FLAT_RUN = 4;

    /** Surprise of a run from which it counts as rare: once in a thousand events. */
    private static final double RARE_RUN = 3;

    /** A jump counts as one for some tens of events. */
    private static final double JUMP_FADES = 0.985;

    private static final double CHANGE_SPAN = 16;

    private static final int SHAPE_COMPONENTS = 6;
    private static final int FEATURE_COMPONENTS = 7;
    private static final int MOST_FEATURES = 64;

    /** Events over which the terms of the severity are smoothed. */
    private static final double SHORT = 12;

    private static final double LONG = 48;
    private static final double LEAST_SIZE = 0.8;

    /** Events after which an abnormality is known, and one that lasts begins to fade. */
    private static final double KNOWN_SPAN = 500;

    /**
     * Up to this mean abnormality nothing fades. A mean of 6 is usual; without an anomaly only
     * channels whose norm has changed reach 30.
     */
    private static final double MOST_KNOWN = 30;

    private final int horizons;
    private final PendingForecasts pending;
    private final SeasonShape seasonShape = new SeasonShape();
    private final Novelty shape;
    private final int features;
    private final Novelty featureNovelty;
    private final int termsAt;
    private final int terms;
    private final int pendingAt;
    private final int doubles;
    private final int shapeAt;
    private final int featuresAt;
    private final int spreadsAt;
    private final int placesAt;
    private final int placeCountsAt;
    private final int floats;
    private final double[] sizes = new double[Statistic.COUNT];
    private final double[] surprises = new double[Statistic.COUNT];
    private final double[] weights = new double[Statistic.COUNT];
    private final boolean[] termCounts;
    private double surprise;
    private double distance;
    private double newestError;
    private double recent;
    private boolean fewerChanges;
    private AnomalyKind kind;

    /**
     * @param horizons steps ahead of the forecasts that are judged, strictly rising from 1
     * @param keepsPast whether {@link #observe} gets the newest values
     * @param features numbers of the model's output of which novelty is judged; the first {@value
     *     #MOST_FEATURES} are used, and 0 stands for none
     */
    public AnomalyDetector(int[] horizons, boolean keepsPast, int features) {
        this(horizons, keepsPast, features, Stages.ALL);
    }

    /**
     * A detector of which some stages do not count, for comparisons. Its state is the same.
     *
     * @param stages those that count
     */
    public AnomalyDetector(int[] horizons, boolean keepsPast, int features, Stages stages) {
        this.horizons = horizons.length;
        this.features = Math.min(MOST_FEATURES, features);
        pending = new PendingForecasts(horizons.clone());
        shape = keepsPast ? new Novelty(SeasonShape.POINTS, SHAPE_COMPONENTS, true) : null;
        featureNovelty =
                this.features > FEATURE_COMPONENTS
                        ? new Novelty(this.features, FEATURE_COMPONENTS, false)
                        : null;
        termsAt = RESIDUALS + this.horizons * Residuals.SIZE;
        for (Statistic statistic : STATISTICS) {
            boolean counts = stages.statistics().contains(statistic);
            weights[statistic.index()] = counts ? statistic.weight() : 0;
        }
        terms = this.horizons + 4; // each horizon's error, level, long error, shape, features
        termCounts = new boolean[terms];
        for (int k = 0; k < terms; k++) {
            termCounts[k] = stages.parts().contains(part(k));
        }
        pendingAt = termsAt + terms * SeverityTerm.SIZE;
        placesAt = pendingAt + pending.doubles();
        doubles = placesAt + Places.DOUBLES;
        shapeAt = Statistic.RARITIES * Rarity.SIZE;
        featuresAt = shapeAt + (shape == null ? 0 : shape.floats());
        spreadsAt = featuresAt + (featureNovelty == null ? 0 : featureNovelty.floats());
        placeCountsAt = spreadsAt + pending.floats();
        floats = placeCountsAt + Places.FLOATS;
    }

    /** The part that a term of the severity belongs to. */
    private SeverityPart part(int term) {
        if (term < horizons) {
            return term == 0 ? SeverityPart.ERROR : SeverityPart.OLDER_ERRORS;
        }
        return switch (term - horizons) {
            case 0 -> SeverityPart.LEVEL;
            case 1 -> SeverityPart.LONG_ERROR;
            case 2 -> SeverityPart.SHAPE;
            default -> SeverityPart.FEATURES;
        };
    }

    /** 64-bit numbers of state. */
    public int doubles() {
        return doubles;
    }

    /** 32-bit numbers of state. */
    public int floats() {
        return floats;
    }

    /** How many of the model's outputs are judged. */
    public int features() {
        return features;
    }

    /** Starts without values. */
    public void init(double[] s, int o, float[] f, int p) {
        Arrays.fill(s, o, o + LEVEL, 0);
        s[o + LAST] = Double.NaN;
        Level.init(s, o + LEVEL);
        Records.init(s, o + RANGE);
        Records.init(s, o + MEAN_RANGE);
        Records.init(s, o + CHANGE_RANGE);
        for (int k = 0; k < horizons; k++) {
            Residuals.init(s, o + RESIDUALS + k * Residuals.SIZE);
        }
        for (int k = 0; k < terms; k++) {
            SeverityTerm.init(s, o + termsAt + k * SeverityTerm.SIZE);
        }
        for (int k = 0; k < Statistic.RARITIES; k++) {
            Rarity.init(f, p + k * Rarity.SIZE);
        }
        Arrays.fill(s, o + SHAPE, o + RESIDUALS, 0);
        if (shape != null) {
            shape.init(s, o + SHAPE, f, p + shapeAt);
        }
        pending.init(s, o + pendingAt, f, p + spreadsAt);
        if (featureNovelty != null) {
            featureNovelty.init(s, o + FEATURES, f, p + featuresAt);
        }
        Places.init(s, o + placesAt, f, p + placeCountsAt);
    }

    /** {@link #doubles} in slab format 4, which did not know where values lie. */
    public int format4Doubles() {
        return placesAt;
    }

    /** {@link #floats} in slab format 4. */
    public int format4Floats() {
        return placeCountsAt;
    }

    /**
     * Takes over a state of slab format 4; where values lie is learned from now on.
     *
     * @param from where from, at i and, for the 32-bit numbers, floats at j
     * @param s where to, at o and, for the 32-bit numbers, f at p
     */
    public void readFormat4(
            double[] from, int i, float[] floats, int j, double[] s, int o, float[] f, int p) {
        System.arraycopy(from, i, s, o, placesAt);
        System.arraycopy(floats, j, f, p, placeCountsAt);
        Places.init(s, o + placesAt, f, p + placeCountsAt);
    }

    /**
     * Copies what is known of the model's features from one state to another.
     *
     * @param s where to, at o and, for the 32-bit numbers, f at p
     * @param from where from, at i and, for the 32-bit numbers, floats at j
     */
    public void copyFeatures(
            double[] from, int i, float[] floats, int j, double[] s, int o, float[] f, int p) {
        if (featureNovelty != null) {
            System.arraycopy(from, i + FEATURES, s, o + FEATURES, Novelty.DOUBLES);
            int term = termsAt + (horizons + 3) * SeverityTerm.SIZE;
            System.arraycopy(from, i + term, s, o + term, SeverityTerm.SIZE);
            int size = featureNovelty.floats();
            System.arraycopy(floats, j + featuresAt, f, p + featuresAt, size);
        }
    }

    /**
     * Checks the numbers of a state that was read.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o, float[] f, int p) {
        StateCheck.range("recent errors", s[o + HOT_ERROR], 0, MOST_HOT);
        StateCheck.whole("run of abnormal events", s[o + HOT_RUN], 0, LONGEST_HOT);
        StateCheck.range("mean of some values", s[o + MEAN], -1e160, 1e160);
        if (!Double.isNaN(s[o + LAST])) {
            StateCheck.range("last value", s[o + LAST], -1e160, 1e160);
        }
        if (Double.isNaN(s[o + LAST]) != (Level.count(s, o + LEVEL) == 0)) {
            throw new IllegalArgumentException(
                    "last value = "
                            + s[o + LAST]
                            + " with "
                            + Level.count(s, o + LEVEL)
                            + " values");
        }
        StateCheck.range("mean change", s[o + CHANGE], 0, 1e160);
        StateCheck.whole("run of equal values", s[o + RUN], 0, LONGEST_RUN);
        StateCheck.range("newest jump", s[o + JUMP], 0, Rarity.MOST);
        StateCheck.range("mean abnormality", s[o + ABNORMALITY], 0, 1e6);
        Level.check(s, o + LEVEL);
        Records.check(s, o + RANGE);
        Records.check(s, o + MEAN_RANGE);
        Records.check(s, o + CHANGE_RANGE);
        for (int k = 0; k < horizons; k++) {
            Residuals.check(s, o + RESIDUALS + k * Residuals.SIZE);
        }
        for (int k = 0; k < terms; k++) {
            SeverityTerm.check(s, o + termsAt + k * SeverityTerm.SIZE);
        }
        for (int k = 0; k < Statistic.RARITIES; k++) {
            Rarity.check(f, p + k * Rarity.SIZE);
        }
        if (shape != null) {
            shape.check(s, o + SHAPE, f, p + shapeAt);
        }
        pending.check(s, o + pendingAt, f, p + spreadsAt);
        if (featureNovelty != null) {
            featureNovelty.check(s, o + FEATURES, f, p + featuresAt);
        }
        Places.check(s, o + placesAt, f, p + placeCountsAt);
    }

    /**
     * Stores a forecast that was made after the newest event.
     *
     * @param k index of its horizon
     * @param median in the value's unit; NaN stands for none
     * @param spread comparable to a standard deviation, 0 or more; read for the first and the last
     *     horizon only
     */
    public void expect(double[] s, int o, float[] f, int p, int k, double median, double spread) {
        double unit = Level.unit(s, o + LEVEL);
        pending.put(s, o + pendingAt, f, p + spreadsAt, k, median, spread / unit);
    }

    /**
     * Judges an event and learns it. Forecasts for it are those that {@link #expect} stored.
     *
     * @param value NaN if it is missing; its magnitude is at most 1e150
     * @param past the newest values, the judged one among them; read only if they are kept
     * @param newest the model's features after the event before, at least {@link #features}
     *     numbers; null if there are none
     */
    public void observe(
            double[] s, int o, float[] f, int p, double value, Past past, double[] newest) {
        Arrays.fill(sizes, 0);
        if (Double.isNaN(value)) {
            Arrays.fill(surprises, 0);
            surprise = 0;
            distance = Double.NaN;
            pending.pass(s, o + pendingAt);
            return;
        }
        int level = o + LEVEL;
        double count = Level.count(s, level);
        double unit = Level.unit(s, level);
        distance = Level.distance(s, level, value);
        newestError = value - pending.median(s, o + pendingAt, 0);
        double learned = value;
        if (count >= Learning.UNCLIPPED) {
            double low = Records.low(s, o + RANGE);
            double high = Records.high(s, o + RANGE);
            learned = Outliers.learned(value, low, high, s[o + HOT_ERROR]);
        }
        boolean calm = s[o + HOT_ERROR] <= CALM;
        double trust = trust(s, o, error(s, o, 0, value));
        judgeErrors(s, o, f, p, value, learned, trust);
        double rarePlace = count < REMEMBERED_AFTER ? 0 : rarePlace(s, o, f, p, learned);
        judgeRecords(s, o, value, learned, unit);
        int at = o + termsAt + horizons * SeverityTerm.SIZE;
        double size = Math.min(MOST_SIZE, Math.abs(distance));
        SeverityTerm.observe(s, at, size, LEAST_SIZE, LONG, trust);
        Level.learn(s, level, learned, trust);
        judgeNovelty(s, o, f, p, past, newest, trust);
        pending.pass(s, o + pendingAt);
        sizes[Statistic.SEVERITY.index()] = Math.min(MOST_SIZE, sum(s, o));
        s[o + ABNORMALITY] += (published(s, o) - s[o + ABNORMALITY]) / KNOWN_SPAN;
        tell(f, p, count, rarePlace);
        s[o + JUMP] = Math.max(JUMP_FADES * s[o + JUMP], surprise(Statistic.ERROR));
        double jump = s[o + JUMP];
        recent = Level.recent(s, level);
        boolean flat = s[o + RUN] >= FLAT_RUN && isRareRun(f, p);
        kind = KindRules.of(surprises, jump, recent, newestError, fewerChanges, calm, flat);
    }

    private static boolean isRareRun(float[] f, int p) {
        return Rarity.surprise(f, p + Statistic.REPEATS.index() * Rarity.SIZE, 1) >= RARE_RUN;
    }

    /** The error of a horizon's forecast in usual errors, unlimited; NaN if there is none. */
    private double error(double[] s, int o, int k, double value) {
        int r = o + RESIDUALS + k * Residuals.SIZE;
        double error = Math.abs(value - pending.median(s, o + pendingAt, k));
        double least = Level.least(s, o + LEVEL);
        return Residuals.isKnown(s, r) ? error / Residuals.unit(s, r, least) : Double.NaN;
    }

    /** Counts how long the channel has been hot, and returns the share of the usual step. */
    private static double trust(double[] s, int o, double error) {
        double clipped = Double.isNaN(error) ? 0 : Math.min(MOST_HOT, error);
        s[o + HOT_ERROR] += (clipped - s[o + HOT_ERROR]) / HOT_SPAN;
        boolean hot =
                Level.count(s, o + LEVEL) >= REMEMBERED_AFTER
                        && (s[o + HOT_ERROR] > HOT_ERRORS
                                || Math.abs(Level.recent(s, o + LEVEL)) > HOT_DISTANCE);
        s[o + HOT_RUN] = hot ? Math.min(LONGEST_HOT, s[o + HOT_RUN] + 1) : 0;
        return hot && s[o + HOT_RUN] < LONGEST_HOT ? HOT_TRUST : 1;
    }

    private void judgeErrors(
            double[] s, int o, float[] f, int p, double value, double learned, double trust) {
        double least = Level.least(s, o + LEVEL);
        for (int k = 0; k < horizons; k++) {
            double median = pending.median(s, o + pendingAt, k);
            double magnitude = Math.abs(value - median);
            if (Double.isNaN(magnitude)) {
                continue;
            }
            int r = o + RESIDUALS + k * Residuals.SIZE;
            if (Residuals.isKnown(s, r)) {
                double size = Math.min(MOST_SIZE, magnitude / Residuals.unit(s, r, least));
                int term = o + termsAt + k * SeverityTerm.SIZE;
                SeverityTerm.observe(s, term, size, LEAST_SIZE, k == 0 ? SHORT : LONG, trust);
                if (k == 0) {
                    sizes[Statistic.ERROR.index()] = size;
                }
                if (pending.hasSpread(k)) {
                    judgeSpread(s, o, f, p, k, magnitude, trust);
                }
            }
            double limited = learned == value ? magnitude : Math.abs(learned - median);
            Residuals.learn(s, r, limited, least, trust);
        }
    }

    private void judgeSpread(
            double[] s, int o, float[] f, int p, int k, double magnitude, double trust) {
        double unit = Level.unit(s, o + LEVEL);
        double forecast = unit * pending.spread(s, o + pendingAt, f, p + spreadsAt, k);
        int r = o + RESIDUALS + k * Residuals.SIZE;
        double spread = Residuals.spread(s, r, forecast, Level.least(s, o + LEVEL));
        double size = Math.min(MOST_SIZE, magnitude / spread);
        if (k == 0) {
            sizes[Statistic.SPREAD_ERROR.index()] = size;
        } else {
            sizes[Statistic.LONG_ERROR.index()] = size;
            int term = o + termsAt + (horizons + 1) * SeverityTerm.SIZE;
            SeverityTerm.observe(s, term, size, LEAST_SIZE, SHORT, trust);
        }
    }

    private void judgeRecords(double[] s, int o, double value, double learned, double unit) {
        double count = Level.count(s, o + LEVEL);
        double least = LEAST_WIDTH * unit;
        sizes[Statistic.RANGE.index()] =
                size(
                        Records.observe(
                                s,
                                o + RANGE,
                                value,
                                learned,
                                least,
                                RANGE_MARGIN,
                                RANGE_SHRINKING));
        s[o + MEAN] += Learning.step(count, MEAN_SPAN) * (learned - s[o + MEAN]);
        sizes[Statistic.MEAN_RANGE.index()] =
                size(Records.observe(s, o + MEAN_RANGE, s[o + MEAN], least, 0, MEAN_SHRINKING));
        if (!Double.isNaN(s[o + LAST])) {
            double change = Math.abs(learned - s[o + LAST]);
            s[o + CHANGE] += Learning.step(count - 1, CHANGE_SPAN) * (change - s[o + CHANGE]);
            double log = StrictMath.log(s[o + CHANGE] + LEAST_CHANGE * unit);
            fewerChanges = Records.isInLowerHalf(s, o + CHANGE_RANGE, log);
            sizes[Statistic.CHANGE_RANGE.index()] =
                    size(
                            Records.observe(
                                    s,
                                    o + CHANGE_RANGE,
                                    log,
                                    LEAST_CHANGE_WIDTH,
                                    0,
                                    MEAN_SHRINKING));
        }
        s[o + RUN] = learned == s[o + LAST] ? Math.min(LONGEST_RUN, s[o + RUN] + 1) : 0;
        sizes[Statistic.REPEATS.index()] = s[o + RUN] >= LEAST_RUN ? s[o + RUN] / LEAST_RUN : 0;
        s[o + LAST] = learned;
    }

    /**
     * The surprise of a value's place; 0 outside the range, where a value is not as it is learned.
     */
    private double rarePlace(double[] s, int o, float[] f, int p, double learned) {
        double low = Records.low(s, o + RANGE);
        double high = Records.high(s, o + RANGE);
        double least = Level.least(s, o + LEVEL);
        int counts = p + placeCountsAt;
        return Places.observe(s, o + placesAt, f, counts, learned, s[o + LAST], low, high, least);
    }

    private static double size(double outside) {
        return Math.min(MOST_SIZE, outside);
    }

    private void judgeNovelty(
            double[] s, int o, float[] f, int p, Past past, double[] newest, double trust) {
        int term = o + termsAt + (horizons + 2) * SeverityTerm.SIZE;
        int level = o + LEVEL;
        double[] points =
                shape == null
                        ? null
                        : seasonShape.read(
                                past,
                                Level.count(s, level),
                                Level.location(s, level),
                                Level.unit(s, level));
        if (points != null) {
            double size = shape.observe(s, o + SHAPE, f, p + shapeAt, points, trust);
            SeverityTerm.observe(s, term, Math.min(MOST_SIZE, size), 1, 1, trust);
        }
        if (newest != null && featureNovelty != null) {
            double size = featureNovelty.observe(s, o + FEATURES, f, p + featuresAt, newest, trust);
            int next = term + SeverityTerm.SIZE;
            SeverityTerm.observe(s, next, Math.min(MOST_SIZE, size), 1, 1, trust);
        }
    }

    /** The sum of the squared terms of the severity. */
    private double sum(double[] s, int o) {
        double sum = 0;
        for (int k = 0; k < terms; k++) {
            double term = SeverityTerm.smoothed(s, o + termsAt + k * SeverityTerm.SIZE);
            sum += termCounts[k] ? term * term : 0;
        }
        return sum;
    }

    /**
     * The sum of squared terms, except that the errors of older forecasts and the level count
     * together: the square of their mean, times their number. They say much the same, so what only
     * one of them says is probably chance.
     */
    private double published(double[] s, int o) {
        double sum = 0;
        double lasting = 0;
        int count = 0;
        for (int k = 0; k < terms; k++) {
            if (!termCounts[k]) {
                continue;
            }
            double term = SeverityTerm.smoothed(s, o + termsAt + k * SeverityTerm.SIZE);
            if (k > 0 && k <= horizons) {
                lasting += term;
                count++;
            } else {
                sum += term * term;
            }
        }
        return count == 0 ? sum : sum + lasting * lasting / count;
    }

    private void tell(float[] f, int p, double count, double rarePlace) {
        double sum = 0;
        for (int k = 0; k < Statistic.RARITIES; k++) {
            int at = p + k * Rarity.SIZE;
            surprises[k] = 0;
            if (count >= SURPRISING_AFTER) {
                surprises[k] = Rarity.observe(f, at, sizes[k]);
            } else if (count >= REMEMBERED_AFTER) {
                Rarity.learn(f, at, sizes[k]);
            }
            sum += k == Statistic.REPEATS.index() ? 0 : weights[k] * surprises[k];
        }
        surprises[Statistic.RARE_PLACE.index()] = rarePlace;
        surprise =
                Math.max(
                        sum, Math.max(weighted(Statistic.REPEATS), weighted(Statistic.RARE_PLACE)));
    }

    private double weighted(Statistic statistic) {
        return weights[statistic.index()] * surprises[statistic.index()];
    }

    /** Values judged so far, the last one included. */
    public double values(double[] s, int o) {
        return Level.count(s, o + LEVEL);
    }

    /** The surprise of the event judged last, 0 or more; about 4 once in a thousand events. */
    public double surprise() {
        return surprise;
    }

    /** What the event judged last looks like, if it is an anomaly. */
    public AnomalyKind kind() {
        return kind;
    }

    /**
     * Events before the one judged last since which the channel has been abnormal: of a flat line
     * those with the same value, of a rare value none, else those since which errors or the
     * distance from the level have stayed large.
     */
    public int lasted(double[] s, int o) {
        if (kind == AnomalyKind.RARE_VALUE) {
            return 0;
        }
        double since = kind == AnomalyKind.FLAT_LINE ? s[o + RUN] : s[o + HOT_RUN] - 1;
        return (int) Math.max(0, since);
    }

    /** Where the event judged last lies: 1 above what is usual, -1 below it, 0 for a rare value. */
    public int direction() {
        if (kind == AnomalyKind.RARE_VALUE) {
            return 0;
        }
        double off = kind == AnomalyKind.SPIKE || kind == AnomalyKind.DIP ? newestError : recent;
        return off >= 0 ? 1 : -1;
    }

    /** The signed distance of the value judged last from its level, in units; NaN if missing. */
    public double distance() {
        return distance;
    }

    /** One statistic's surprise of the event judged last: {@code -log10} of how rare it was. */
    public double surprise(Statistic statistic) {
        return surprises[statistic.index()];
    }

    /** The mean signed distance of the last values from the level, in units, within [-8, 8]. */
    public double recent(double[] s, int o) {
        return Level.recent(s, o + LEVEL);
    }

    /**
     * How abnormal the channel is after its newest event, 0 or more; {@link KeySeverity} makes the
     * severity of it. What lasts for long fades, so that a channel that stays noisy after a change
     * does not hide anomalies of other channels and keys: the units of the terms hardly move, as
     * they must not in an anomaly.
     */
    public double abnormality(double[] s, int o) {
        double known = Math.max(1, s[o + ABNORMALITY] / MOST_KNOWN);
        return published(s, o) / (known * known);
    }
}
