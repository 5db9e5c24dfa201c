package io.undercurrent.detect.fleet;

import io.undercurrent.detect.StateCheck;

/**
 * Decides which episodes of one key are raised, so that all keys together keep a budget of false
 * ones. Keys do not talk to each other: each gets an equal part of the budget, in event time.
 *
 * <p>Each key has an <i>e-detector</i> (Shin, Ramdas and Rinaldo 2024): a number {@code M} of which
 * the mean, while nothing is wrong, is at most the time since it was 0. An episode is raised, and M
 * is 0 again, where M reaches {@code keys / mean}, the time in which a key may have one false
 * episode (e-d-Bonferroni, Dandapanthula and Ramdas 2025). So keys * time / (keys / mean) = mean *
 * time bounds the mean number of false episodes of all keys, however they depend on each other.
 *
 * <p>M is the mean of two. The first sees single events: it is {@code w / a} where the event's
 * p-value is at most {@code a}, else 0; a is chosen such that this just reaches what is needed. It
 * needs p-values that hold on average only. The second sees a key that becomes surprising again and
 * again: {@code M = (M + w) e(p)}, where {@code e(p) = 1 - h + h k (p / rate)^(k - 1) / rate} for a
 * surprising event (p at most rate) and {@code 1 - h} for others. Surprising events that follow
 * each other closely count as one, by the most surprising of them. It needs p-values that hold
 * whatever came before.
 *
 * <p>With many keys an alarm needs p-values that are much smaller than any that a key has shown, so
 * beyond the rate they come from a model of the tail: the excess {@code ln(rate / p)} of the most
 * surprising event of each cluster is exponential, with a mean of the key's own. The mean is
 * estimated (Gamma prior of {@value #PRIOR_COUNT} clusters, its usual size measured on synthetic
 * anomaly-free streams), so the excess itself has a Lomax distribution: a key that has shown little
 * is not trusted to have a thin tail. This part is measured, not proven.
 *
 * <p>{@code w} is the event's share of the time: about the time since the event before, spread over
 * {@value #SPREAD} events, so that no event of a burst goes without. A silence counts as a day at
 * most, or keys that come back together after an outage would share what was saved up.
 *
 * <p>State: {@value #SIZE} 64-bit integers, of which all but one are bits of doubles.
 */
public final class FleetBudget {
    private static final int EVIDENCE = 0;
    private static final int SAVED = 1;

    /**
     * The p-value of the most surprising event of the present cluster, before the tail's model; 0
     * if there is no cluster.
     */
    private static final int BEST = 2;

    /** 1 if the present cluster was raised. */
    private static final int RAISED = 3;

    private static final int KEYS = 4;

    /** Clusters that the tail was learned from, and the sum of their excesses. */
    private static final int TAIL_COUNT = 5;

    private static final int TAIL_SUM = 6;

    /** 64-bit integers of state; all are 0 for a new key. */
    public static final int SIZE = 7;

    private static final double MICROS_A_DAY = 86_400e6;
    private static final double SPREAD = 64;

    /** Weight of the surprising events in the second part: h above. */
    private static final double SURPRISING = 0.02;

    /** The power that turns p-values into e-values: k above. */
    private static final double POWER = 0.5;

    private static final double PRIOR_COUNT = 16;
    private static final double PRIOR_MEAN = 1.5;

    /** An excess counts as at most this many means, or one anomaly would thicken the tail. */
    private static final double MOST_MEANS = 3;

    private static final double TAIL_MEMORY = 24;

    /** The longest silence that counts, in days. */
    private static final double MOST_DAYS = 1;

    /** The longest silence that counts, in microseconds. */
    public static final double MOST_MICROS = MOST_DAYS * MICROS_A_DAY;

    /** What a key saves whose events are all as far apart as that. */
    private static final double MOST_SAVED = SPREAD * MOST_DAYS;

    private static final double LEAST_P = 1e-300;
    private static final double MOST_EVIDENCE = 1e300;

    private final double rate;

    /** False episodes of all keys in a day, on average. */
    private final double mean;

    private boolean alarm;
    private boolean surprising;
    private boolean isRaised;
    private double needed;
    private double p;

    /**
     * Shares a budget.
     *
     * @param budget of all keys together
     * @param rate the p-value from which an event is surprising
     */
    public FleetBudget(EpisodeBudget budget, double rate) {
        this.rate = rate;
        mean = budget.mean() * MICROS_A_DAY / budget.periodMicros();
    }

    /**
     * Checks a state that was read.
     *
     * @throws IllegalArgumentException if a number cannot be
     */
    public static void check(long[] h, int o) {
        StateCheck.range("evidence", get(h, o, EVIDENCE), 0, MOST_EVIDENCE);
        StateCheck.range("saved time", get(h, o, SAVED), 0, MOST_SAVED);
        StateCheck.range("p-value of a cluster", get(h, o, BEST), 0, 1);
        StateCheck.whole("whether a cluster was raised", (double) h[o + RAISED], 0, 1);
        StateCheck.range("number of active keys", get(h, o, KEYS), 0, MOST_EVIDENCE);
        StateCheck.range("clusters of the tail", get(h, o, TAIL_COUNT), 0, TAIL_MEMORY);
        StateCheck.range("excess of the tail", get(h, o, TAIL_SUM), 0, MOST_EVIDENCE);
    }

    /** Whether the key is in an episode that was raised. */
    public static boolean isRaised(long[] h, int o) {
        return h[o + RAISED] != 0;
    }

    /** The number of active keys that the key last knew of; 0 if none. */
    public static double keys(long[] h, int o) {
        return get(h, o, KEYS);
    }

    /**
     * Decides on an event.
     *
     * @param h holds the state, at o
     * @param gapMicros time since the key's newest event, 0 or more
     * @param keys the number of active keys, at least 1; or 0 if it is not known, and nothing can
     *     be raised
     * @param judged whether the event may raise an alarm
     * @param isSurprising whether it is surprising by the rate; its p-value says so but for
     *     rounding
     * @param pValue of the event, as if no episode were open
     * @param settled whether a surprising event that comes next belongs to a new cluster
     */
    public void decide(
            long[] h,
            int o,
            double gapMicros,
            double keys,
            boolean judged,
            boolean isSurprising,
            double pValue,
            boolean settled) {
        set(h, o, KEYS, keys > 0 ? keys : keys(h, o));
        p = Math.max(LEAST_P, isSurprising ? Math.min(rate, pValue) : pValue);
        double gap = Math.min(MOST_DAYS, gapMicros / MICROS_A_DAY);
        double saved = Math.min(MOST_SAVED, get(h, o, SAVED) + gap);
        isRaised = h[o + RAISED] != 0;
        alarm = false;
        surprising = judged && isSurprising;
        needed = rate;
        if (judged && keys > 0) {
            double share = saved / SPREAD;
            saved -= share;
            learn(h, o, share, keys / mean);
        }
        set(h, o, SAVED, saved);
        if (settled) {
            endCluster(h, o);
        }
    }

    private void endCluster(long[] h, int o) {
        double best = get(h, o, BEST);
        if (best > 0) {
            double most = MOST_MEANS * tailSum(h, o) / tailCount(h, o);
            // Below 0 if the rate was lowered since the cluster began.
            double excess = Math.max(0, Math.min(most, StrictMath.log(rate / best)));
            double kept = 1 - 1 / TAIL_MEMORY;
            set(h, o, TAIL_COUNT, kept * get(h, o, TAIL_COUNT) + 1);
            set(h, o, TAIL_SUM, kept * get(h, o, TAIL_SUM) + excess);
        }
        set(h, o, BEST, 0);
        h[o + RAISED] = 0;
    }

    private void learn(long[] h, int o, double share, double daysAnEpisode) {
        double single = share / (2 * daysAnEpisode);
        double best = get(h, o, BEST);
        double known = best > 0 ? bet(tail(h, o, best)) : 1;
        double evidence = best > 0 ? get(h, o, EVIDENCE) : get(h, o, EVIDENCE) + share;
        double again = evidence > 0 ? inverse(2 * daysAnEpisode * known / evidence) : 0;
        needed = Math.max(LEAST_P, tailInverse(h, o, Math.max(single, again)));
        if (surprising) {
            evidence *= Math.max(1, bet(tail(h, o, p)) / known);
            set(h, o, BEST, best > 0 ? Math.min(best, p) : p);
        } else if (best == 0) {
            evidence *= 1 - SURPRISING;
        }
        alarm = surprising && !isRaised && p <= needed;
        if (alarm) {
            h[o + RAISED] = 1;
            evidence = 0;
        }
        set(h, o, EVIDENCE, Math.min(MOST_EVIDENCE, evidence));
    }

    private static double tailCount(long[] h, int o) {
        return PRIOR_COUNT + get(h, o, TAIL_COUNT);
    }

    private static double tailSum(long[] h, int o) {
        return PRIOR_COUNT * PRIOR_MEAN + get(h, o, TAIL_SUM);
    }

    /** How often the key gets an event with this p-value or a smaller one, at most the rate. */
    private double tail(long[] h, int o, double p) {
        double excess = StrictMath.log(rate / p);
        return excess <= 0
                ? rate
                : rate * StrictMath.pow(1 + excess / tailSum(h, o), -tailCount(h, o));
    }

    /** The p-value that the key gets so often. */
    private double tailInverse(long[] h, int o, double often) {
        if (often >= rate) {
            return rate;
        }
        double excess = tailSum(h, o) * (StrictMath.pow(rate / often, 1 / tailCount(h, o)) - 1);
        return rate * StrictMath.exp(-excess);
    }

    /** The e-value of a surprising event. */
    private double bet(double p) {
        double power = StrictMath.pow(p / rate, POWER - 1);
        return 1 - SURPRISING + SURPRISING * POWER * power / rate;
    }

    /** The p-value with this e-value; the rate if that of every surprising event is larger. */
    private double inverse(double bet) {
        double power = (bet - 1 + SURPRISING) * rate / (SURPRISING * POWER);
        return power <= 1 ? rate : rate * StrictMath.pow(power, 1 / (POWER - 1));
    }

    /** Whether an episode is raised with the event. */
    public boolean alarm() {
        return alarm;
    }

    /** Whether the event's cluster was raised at an earlier event. */
    public boolean isRaised() {
        return isRaised;
    }

    /** Whether the event belongs to an episode that is raised with it or was before. */
    public boolean isSurprising() {
        return alarm || (isRaised && surprising);
    }

    /** The p-value that an alarm needed at the event, at most the rate. */
    public double needed() {
        return needed;
    }

    /** The event's p-value on the scale of scores, in [0, 1): 0.5 and more for what is needed. */
    public double score() {
        double surprise = Math.max(0, -StrictMath.log(p));
        double score = surprise / (surprise - StrictMath.log(needed));
        boolean reached = surprising && p <= needed;
        return reached ? Math.max(0.5, score) : Math.min(Math.nextDown(0.5), score);
    }

    private static double get(long[] h, int o, int index) {
        return Double.longBitsToDouble(h[o + index]);
    }

    private static void set(long[] h, int o, int index, double value) {
        h[o + index] = Double.doubleToLongBits(value);
    }
}
