package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;

/**
 * Decides where an episode starts, and keeps the number of episodes at the declared rate.
 *
 * <p>An episode starts with an event whose surprise reaches the threshold while the last such event
 * is more than a gap ago. Each start raises the threshold by {@value #STEP} and each event lowers
 * it by {@value #STEP} times the rate (adaptive conformal inference, Gibbs and Candes 2021), so the
 * long-run rate of starts is the declared one whatever the surprise's distribution is. Bounds keep
 * a quiet or a wild time from moving the threshold without end.
 */
public final class EpisodeThreshold {
    private static final int EVENTS = 0;
    private static final int CORRECTION = 1;
    private static final int SINCE = 2;

    /** 64-bit numbers of state. */
    public static final int SIZE = 3;

    private static final double STEP = 0.3;
    private static final double LEAST = 0.5;
    private static final double MOST = 25;
    private static final double LEAST_SHARE = 0.5;

    /** Events from which the threshold moves: the first ones follow no pattern yet. */
    private static final int AFTER = 128;

    private static final int LONGEST_GAP = 24;

    /** At high rates a long gap would leave no room for the declared number of episodes. */
    private static final double GAP_SHARE = 0.1;

    /** The usual threshold at rates 1e-1 to 1e-4, measured on synthetic anomaly-free streams. */
    private static final double[] USUAL = {1.35, 2.75, 4.2, 6.4};

    private final double rate;
    private final int gap;
    private final double first;

    /**
     * @param rate episodes per event of an ordinary stream, in [1e-12, 0.2]
     * @param channels of whose surprises the largest is judged, at least 1; so at first each has
     *     its part of the rate
     */
    public EpisodeThreshold(double rate, int channels) {
        if (!(rate >= 1e-12 && rate <= 0.2)) {
            throw new IllegalArgumentException(
                    "rate = " + rate + ": allowed are numbers from 1e-12 to 0.2");
        }
        this.rate = rate;
        gap = (int) Math.max(1, Math.min(LONGEST_GAP, GAP_SHARE / rate));
        first = usual(-StrictMath.log10(rate / channels));
    }

    /** Linear between the measured rates and beyond them. */
    private static double usual(double decades) {
        int i = (int) Math.max(1, Math.min(USUAL.length - 1, decades));
        double usual = USUAL[i - 1] + (decades - i) * (USUAL[i] - USUAL[i - 1]);
        return Math.max(LEAST, Math.min(MOST, usual));
    }

    /** A key that never surprises must not come to alarm at the smallest surprise. */
    private double held(double threshold) {
        return Math.max(LEAST_SHARE * first, Math.min(MOST, threshold));
    }

    /** Starts at the usual threshold of the declared rate. */
    public void init(double[] s, int o) {
        s[o + EVENTS] = 0;
        s[o + CORRECTION] = 0;
        s[o + SINCE] = LONGEST_GAP + 1;
    }

    /**
     * Checks a state that was read.
     *
     * @throws IllegalArgumentException if a number cannot be
     */
    public void check(double[] s, int o) {
        StateCheck.range("number of judged events", s[o + EVENTS], 0, 1L << 53);
        StateCheck.range("correction of the threshold", s[o + CORRECTION], -MOST, MOST);
        StateCheck.whole("events since the last surprise", s[o + SINCE], 0, LONGEST_GAP + 1);
    }

    /** Events that were judged. */
    double events(double[] s, int o) {
        return s[o + EVENTS];
    }

    /** Events without surprise after which the next surprise starts a new episode. */
    public int gap() {
        return gap;
    }

    /** The surprise that an episode needs at present, at most 25. */
    public double needed(double[] s, int o) {
        return held(first + s[o + CORRECTION]);
    }

    /** Whether a surprising event that comes next belongs to the episode before it. */
    public boolean isOpen(double[] s, int o) {
        return s[o + SINCE] < gap;
    }

    /**
     * Takes an event.
     *
     * @param surprise 0 or more
     * @param judged whether the event may start an episode
     * @return whether an episode starts with it
     */
    public boolean observe(double[] s, int o, double surprise, boolean judged) {
        boolean surprising = judged && surprise >= needed(s, o);
        boolean starts = surprising && !isOpen(s, o);
        s[o + SINCE] = surprising ? 0 : Math.min(LONGEST_GAP + 1, s[o + SINCE] + 1);
        if (judged && s[o + EVENTS]++ >= AFTER) {
            double moved = first + s[o + CORRECTION] + STEP * ((starts ? 1 : 0) - rate);
            s[o + CORRECTION] = held(moved) - first;
        }
        return starts;
    }
}
