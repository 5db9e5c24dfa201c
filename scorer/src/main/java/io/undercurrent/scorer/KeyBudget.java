package io.undercurrent.scorer;

import io.undercurrent.detect.fleet.ActiveKeys;
import io.undercurrent.detect.fleet.FleetBudget;
import java.util.function.IntSupplier;

/**
 * Applies the fleet's budget to a key's results. Without a budget it changes nothing.
 *
 * <p>The threshold depends on the number of active keys. This is the only influence that other keys
 * have on a score. The number is not known while past events are run through the model, so nothing
 * is raised there.
 */
final class KeyBudget {
    private static final int AT = SlabLayout.BUDGET;

    private final FleetBudget budget;
    private final int declared;
    private IntSupplier tasks = () -> 1;
    private final long[] copy = new long[FleetBudget.SIZE];
    private ActiveKeys active;
    private double keys;

    KeyBudget(ScorerOptions options) {
        declared = options.keys();
        budget =
                options.budget() == null
                        ? null
                        : new FleetBudget(options.budget(), options.alarmRate());
        forgetKeys();
    }

    void share(IntSupplier newTasks) {
        tasks = newTasks;
        forgetKeys();
    }

    /** Starts the count again: the keys so far were not keys of the stream. */
    void forgetKeys() {
        active = new ActiveKeys(tasks, declared);
    }

    boolean isOn() {
        return budget != null;
    }

    /** Whether the key is in an episode that was raised. */
    boolean isRaised(Slab slab) {
        return FleetBudget.isRaised(slab.header, AT);
    }

    double activeKeys() {
        return budget == null ? 0 : active.count();
    }

    /** Counts the key of an event, which has not changed the slab's times yet. */
    void count(Slab slab, long timeMicros) {
        if (budget != null) {
            keys = active.observe(slab.header, AT, slab.lastTimeMicros(), timeMicros);
        }
    }

    /** Takes an event of the past, which tells nothing about the keys that are active now. */
    void uncounted() {
        keys = 0;
    }

    /**
     * Decides which alarms are raised.
     *
     * @param newestMicros the time of the key's newest event before; Long.MIN_VALUE if none
     * @param timeMicros the event's time
     * @param judged whether the event may raise an alarm
     * @param out the result by the rate alone, changed in place
     */
    void decide(Slab slab, long newestMicros, long timeMicros, boolean judged, ScoreOutput out) {
        if (budget == null) {
            return;
        }
        boolean later = newestMicros != Long.MIN_VALUE && timeMicros > newestMicros;
        double gap = later ? (double) timeMicros - newestMicros : 0;
        boolean surprising = out.surprising;
        double pValue = out.ownPValue;
        budget.decide(slab.header, AT, gap, keys, judged, surprising, pValue, out.settled);
        out.alarm = budget.alarm();
        out.surprising = budget.isSurprising();
        double score = judged ? budget.score() : 0;
        out.ownScore = out.surprising ? Math.max(0.5, score) : score;
        if (!budget.isRaised()) { // else it is halved, because the episode is known
            out.score = out.ownScore;
            out.pValue = pValue;
        }
    }

    /**
     * The score of an event with this p-value that ends a silence now.
     *
     * @param slab the key state, not changed
     * @param gapMicros how long the silence has lasted
     * @param pValue of the event by the rate alone
     * @param score its score by the rate alone
     * @return below 0.5 if it would not be raised
     */
    double silenceScore(Slab slab, long gapMicros, double pValue, double score) {
        if (budget == null) {
            return score;
        }
        System.arraycopy(slab.header, AT, copy, 0, FleetBudget.SIZE);
        double known = Math.max(active.count(), FleetBudget.keys(copy, 0));
        budget.decide(copy, 0, (double) gapMicros, known, true, true, pValue, false);
        return budget.alarm() ? budget.score() : 0;
    }
}
