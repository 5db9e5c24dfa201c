package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * The decision on one event of a key, from the surprises of its channels and from how they move
 * together.
 *
 * <p>The most surprising channel counts. With several channels there is one more surprise: how far
 * the distances of the channels from their levels lie outside their main joint directions. It finds
 * two sensors that stop to agree while each stays in its range. The covariance has at most {@value
 * #MOST_COMPONENTS} directions, so it costs {@code 4 * channels} numbers and not their square.
 *
 * <p>The time since the event before is judged as well: a key that was silent for longer than usual
 * has missed events.
 *
 * <p>One threshold for the key keeps the declared rate, whatever the number of channels is and
 * however they depend on each other.
 */
public final class KeyAlarm {
    private static final int MOST_COMPONENTS = 4;
    private static final int REMEMBERED_AFTER = 64;
    private static final int SURPRISING_AFTER = 128;
    private static final double MOST_SIZE = 8191;

    /** Missing values in a row after which a channel is not waited for. */
    private static final float DEAD_AFTER = 48;

    private static final double MOST_DISTANCE = 10;

    /** Makes a surprise of the whole key as large as a channel's at the same rarity. */
    private static final double KEY_WEIGHT = 1.35;

    /** Usual gaps after which the next event is late: one and a half, so that jitter is not. */
    private static final double LATE = 1.5;

    /**
     * The most surprise of a silence ten times as long as usual; about that of an alarm at a rate
     * of 0.001. The first event that is lost is rare on any regular key, but nobody should be woken
     * for it.
     */
    private static final double SILENCE = 4.2;

    private static final double LEAST_P = 1e-300;
    private static final double BELOW = Math.nextDown(0.5);

    /**
     * Before this many times the events among which one episode is declared, the rarest surprises
     * of a channel are guesses from the less rare ones, and too many are large. So a surprise
     * counts {@value #UNSEEN} less for each missing factor of ten.
     */
    private static final double SETTLED = 1.5;

    private static final double UNSEEN = 2.4;

    /** Offset of the joint part in the 64-bit numbers. */
    private static final int JOINT = EpisodeThreshold.SIZE;

    /** Offsets in the 32-bit numbers, behind the rarity of gaps. */
    private static final int JOINT_RARITY = Rarity.SIZE;

    private static final int JOINT_NOVELTY = JOINT_RARITY + Rarity.SIZE;

    private final double logRate;
    private final double settledAfter;
    private final EpisodeThreshold threshold;
    private final Novelty joint;
    private final double[] distances;
    private final double[] surprises;
    private double jointSurprise;
    private double gapSurprise;
    private double surprise;
    private int channel;
    private boolean alarm;
    private double score;
    private double pValue;
    private boolean surprising;
    private boolean settled;
    private double ownScore;

    /**
     * @param rate episodes per event of an ordinary key, in [1e-12, 0.2]
     * @param channels of one event, at least 1
     */
    public KeyAlarm(double rate, int channels) {
        logRate = StrictMath.log(rate);
        settledAfter = SETTLED * channels / rate;
        threshold = new EpisodeThreshold(rate, channels);
        int components = Math.min(MOST_COMPONENTS, channels - 1);
        joint = channels == 1 ? null : new Novelty(channels, components, false);
        distances = new double[channels];
        surprises = new double[channels];
    }

    /** 64-bit numbers of state. */
    public int doubles() {
        return joint == null ? JOINT : JOINT + Novelty.DOUBLES;
    }

    /** 32-bit numbers of state. */
    public int floats() {
        return joint == null
                ? Rarity.SIZE
                : JOINT_RARITY + Rarity.SIZE + joint.floats() + distances.length;
    }

    /** Starts at the usual threshold. */
    public void init(double[] s, int o, float[] f, int p) {
        threshold.init(s, o);
        Rarity.init(f, p);
        if (joint != null) {
            Rarity.init(f, p + JOINT_RARITY);
            joint.init(s, o + JOINT, f, p + JOINT_NOVELTY);
            int missing = p + JOINT_NOVELTY + joint.floats();
            Arrays.fill(f, missing, missing + distances.length, 0f);
        }
    }

    /**
     * Checks the numbers of a state that was read.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o, float[] f, int p) {
        threshold.check(s, o);
        Rarity.check(f, p);
        if (joint != null) {
            Rarity.check(f, p + JOINT_RARITY);
            joint.check(s, o + JOINT, f, p + JOINT_NOVELTY);
            int missing = p + JOINT_NOVELTY + joint.floats();
            for (int c = 0; c < distances.length; c++) {
                StateCheck.whole("run of missing values", f[missing + c], 0, (long) DEAD_AFTER);
            }
        }
    }

    /** Starts an event; {@link #channel} then adds each of its channels. */
    public void begin() {
        Arrays.fill(surprises, 0);
        surprise = 0;
        channel = -1;
    }

    /**
     * Adds a channel.
     *
     * @param surprise {@link AnomalyDetector#surprise}
     * @param distance {@link AnomalyDetector#distance}; NaN if the value is missing
     * @param values {@link AnomalyDetector#values}
     */
    public void channel(int c, double surprise, double distance, double values) {
        double settled = settled(surprise, values);
        surprises[c] = settled;
        if (Double.isNaN(distance)) {
            distances[c] = Double.NaN;
            return;
        }
        distances[c] = Math.max(-MOST_DISTANCE, Math.min(MOST_DISTANCE, distance));
        if (channel < 0 || settled > this.surprise) {
            this.surprise = settled;
            channel = c;
        }
    }

    private double settled(double surprise, double events) {
        double unseen = settledAfter / Math.max(1, events);
        return unseen <= 1 ? surprise : Math.max(0, surprise - UNSEEN * StrictMath.log10(unseen));
    }

    /**
     * Decides.
     *
     * @param gap time since the event before, in usual gaps; NaN if it is not known
     * @param judged whether the event may start an episode; all of it is learned in any case
     */
    public void decide(double[] s, int o, float[] f, int p, double gap, boolean judged) {
        gapSurprise = 0;
        if (!Double.isNaN(gap)) {
            gapSurprise = silence(s, o, f, p, gap);
            Rarity.learn(f, p, late(gap));
        }
        jointSurprise = 0;
        if (joint != null && isComplete(f, p + JOINT_NOVELTY + joint.floats())) {
            double size = joint.observe(s, o + JOINT, f, p + JOINT_NOVELTY, distances, 1);
            size = Math.min(MOST_SIZE, size);
            double count = joint.count(s, o + JOINT);
            if (count > SURPRISING_AFTER) {
                double rare = KEY_WEIGHT * Rarity.surprise(f, p + JOINT_RARITY, size);
                jointSurprise = settled(rare, count);
            }
            if (count > REMEMBERED_AFTER) {
                Rarity.learn(f, p + JOINT_RARITY, size);
            }
        }
        surprise = Math.max(surprise, Math.max(jointSurprise, gapSurprise));
        double needed = threshold.needed(s, o);
        boolean known = threshold.isOpen(s, o);
        alarm = threshold.observe(s, o, surprise, judged);
        surprising = judged && surprise >= needed;
        settled = !threshold.isOpen(s, o);
        double share = surprise / (surprise + needed);
        ownScore = judged ? score(surprise, needed) : 0;
        share = known ? share / 2 : share;
        score = !judged ? 0 : alarm ? Math.max(0.5, share) : Math.min(BELOW, share);
        pValue = judged ? rarity(score) : 1;
    }

    /** How much later than usual an event is, in usual gaps. */
    private static double late(double gap) {
        return Math.min(MOST_SIZE, Math.max(0, gap - LATE));
    }

    /** The surprise of a time without events, in usual gaps; it never falls as the time grows. */
    private double silence(double[] s, int o, float[] f, int p, double gap) {
        double late = late(gap);
        if (!(late > 0) || Rarity.count(f, p) <= SURPRISING_AFTER) {
            return 0;
        }
        double rare = KEY_WEIGHT * Rarity.surprise(f, p, late);
        double most = SILENCE * StrictMath.log10(gap);
        return Math.min(most, settled(rare, threshold.events(s, o)));
    }

    /**
     * The {@link #ownScore} of an event by the time before it alone: what {@link #decide} says of a
     * judged event in which nothing else surprises. Changes nothing, and no result of the last
     * event.
     *
     * @param gap time since the key's newest event, in usual gaps
     * @return 0.5 and more if it is surprising
     */
    public double silenceScore(double[] s, int o, float[] f, int p, double gap) {
        return score(silence(s, o, f, p, gap), threshold.needed(s, o));
    }

    private static double score(double surprise, double needed) {
        double share = surprise / (surprise + needed);
        return surprise >= needed ? Math.max(0.5, share) : Math.min(BELOW, share);
    }

    /** Whether a surprising event that comes next belongs to an episode that has begun. */
    public boolean isOpen(double[] s, int o) {
        return threshold.isOpen(s, o);
    }

    /** The time without events from which on a longer one surprises no more, in usual gaps. */
    public static double longestGap() {
        return LATE + MOST_SIZE;
    }

    /**
     * Whether every channel has a value but those that have none for long; these count as at their
     * levels. One dead sensor must not hide what the others do; one living alone moves with nobody.
     */
    private boolean isComplete(float[] f, int missing) {
        boolean complete = true;
        int living = 0;
        for (int c = 0; c < distances.length; c++) {
            boolean none = Double.isNaN(distances[c]);
            f[missing + c] = none ? Math.min(DEAD_AFTER, f[missing + c] + 1) : 0;
            if (none) {
                distances[c] = 0;
                complete &= f[missing + c] == DEAD_AFTER;
            } else {
                living++;
            }
        }
        return complete && living > 1;
    }

    /** The {@link #pValue} that belongs to a score. */
    public double rarity(double score) {
        return Math.max(LEAST_P, StrictMath.exp(logRate * (score / (1 - score))));
    }

    /** Whether the event reaches the threshold, within an open episode too. */
    public boolean isSurprising() {
        return surprising;
    }

    /** Whether a surprising event that comes next would raise an alarm. */
    public boolean isSettled() {
        return settled;
    }

    /** The {@link #score} that the event would have outside an episode. */
    public double ownScore() {
        return ownScore;
    }

    /** The {@link #pValue} that the event would have outside an episode. */
    public double ownPValue() {
        return ownScore == score ? pValue : rarity(ownScore);
    }

    /** Whether an episode starts with the event. */
    public boolean alarm() {
        return alarm;
    }

    /**
     * The event's surprise over itself plus the threshold, in [0, 1): 0.5 and more is the same as
     * an alarm. Within an open episode it is half of that, because the anomaly is known. 0 for an
     * event that is not judged.
     */
    public double score() {
        return score;
    }

    /**
     * The event's surprise on the scale of the declared rate: the rate at the threshold, smaller
     * beyond, 1 for an event that is not judged. Within an open episode it is larger than the rate,
     * because what belongs to a known anomaly does not surprise as much.
     */
    public double pValue() {
        return pValue;
    }

    /** The most surprising channel; -1 if all values are missing. */
    public int channel() {
        return channel;
    }

    /**
     * Writes each channel's share of the surprise, [channels]; they add up to 1, or are all 0 if
     * nothing surprises. If only the channels together surprise, it is their share of the squared
     * distances from their levels.
     */
    public void shares(double[] shares) {
        double sum = 0;
        for (double one : surprises) {
            sum += one;
        }
        boolean together = sum == 0 && isJoint();
        for (int c = 0; together && c < surprises.length; c++) {
            surprises[c] = distances[c] * distances[c];
            sum += surprises[c];
        }
        for (int c = 0; c < surprises.length; c++) {
            shares[c] = sum > 0 ? surprises[c] / sum : 0;
        }
    }

    /** Whether the channels together surprise more than each by itself. */
    public boolean isJoint() {
        return jointSurprise > 0 && jointSurprise >= surprise && !isGap();
    }

    /** Whether the time since the event before surprises more than anything in the event. */
    public boolean isGap() {
        return gapSurprise > 0 && gapSurprise >= surprise;
    }

    /** Surprise of how the channels move together; 0 for a single channel. */
    public double jointSurprise() {
        return jointSurprise;
    }
}
