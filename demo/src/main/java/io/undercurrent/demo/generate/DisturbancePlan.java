package io.undercurrent.demo.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Plans from a seed which keys are disturbed and when. Disturbances start at about equal intervals;
 * one in three disturbs the keys of a site together. A key has one at a time and rests after it.
 *
 * <p>Callers ask for rounds in rising order; a round is one event of each key.
 */
final class DisturbancePlan {
    /**
     * Rounds that a key rests after a disturbance, so that it can be told apart from the next one.
     */
    static final int REST = 40;

    private static final List<Kind> KINDS = List.of(Kind.values());

    private final Fleet fleet;
    private final long calm;
    private final long every;
    private final long shortest;
    private final long longest;
    private final SplittableRandom random;
    private final Disturbance[] current;
    private long count;
    private long next;

    /**
     * A plan.
     *
     * @param fleet the fleet whose keys are disturbed
     * @param calm rounds before the first disturbance
     * @param every rounds from the start of one to the start of the next
     * @param shortest the fewest rounds that one lasts; a spike lasts one
     * @param longest the most rounds that one lasts
     * @param seed the seed of all random choices
     */
    DisturbancePlan(Fleet fleet, long calm, long every, long shortest, long longest, long seed) {
        this.fleet = fleet;
        this.calm = Math.max(1, calm); // a stuck sensor needs a value before it
        this.every = every;
        this.shortest = shortest;
        this.longest = longest;
        random = new SplittableRandom(seed ^ 0x5DEECE66DL);
        current = new Disturbance[fleet.keys()];
        next = start();
    }

    /**
     * The disturbances that begin in a round.
     *
     * @param round at least the round of the call before
     */
    List<Disturbance> beginning(long round) {
        List<Disturbance> begun = new ArrayList<>();
        while (next <= round) {
            plant(next, begun);
            count++;
            next = Math.max(next + 1, start());
        }
        return begun;
    }

    /** The disturbance of a key in a round, or null. */
    Disturbance at(int key, long round) {
        Disturbance last = current[key];
        return last != null && round >= last.first() && round <= last.last() ? last : null;
    }

    private long start() {
        long jitter = every / 4;
        return calm + count * every + (jitter == 0 ? 0 : random.nextLong(jitter));
    }

    private void plant(long round, List<Disturbance> begun) {
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        long length = kind == Kind.SPIKE ? 1 : shortest + random.nextLong(longest - shortest + 1);
        int sign = random.nextBoolean() ? 1 : -1;
        int key = random.nextInt(fleet.keys());
        boolean several = random.nextInt(3) == 0;
        List<Integer> keys = several ? fleet.members(Fleet.site(key)) : List.of(key);
        for (int one : keys) {
            Disturbance before = current[one];
            if (before == null || round > before.last() + REST) {
                current[one] = new Disturbance(kind, one, round, round + length - 1, sign);
                begun.add(current[one]);
            }
        }
    }
}
