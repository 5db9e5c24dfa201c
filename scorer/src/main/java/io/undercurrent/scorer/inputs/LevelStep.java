package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * Detects a change of level at its first step, where the normaliser's clip does not: a counter that
 * is reset moves by less than its own range.
 *
 * <p>A value is a step if it lies more than 20 usual errors from every simple forecast and the
 * change since the last value is more than twice any in the ring. If two more values follow on its
 * side of the middle, it is a new level, otherwise a spike. A new level's step is remembered for
 * some 512 events. A step back by about as much takes it back; other steps of such a size are then
 * not new: a machine that switches on and off is learned as it is. Six doubles of state.
 */
final class LevelStep {
    /** Minimal distance from every forecast, in usual errors. */
    private static final double ERRORS = 20;

    /** Minimal size of a step, in multiples of the largest known change. */
    private static final double UNHEARD_OF = 2;

    /** Number of values that confirm a new level. */
    static final int CONFIRMED = 3;

    private static final double FORGETTING = 1 - 1.0 / 512;

    private static final int RUN = 0;
    private static final int FROM = 1;
    private static final int TO = 2;
    private static final int KNOWN_STEP = 3;
    private static final int LOCATION = 4;
    private static final int OFFSET = 5;
    private static final int SIZE = 6;

    private final CompactRing ring;

    LevelStep(CompactRing ring) {
        this.ring = ring;
    }

    int size() {
        return SIZE;
    }

    void init(double[] s, int o) {
        Arrays.fill(s, o, o + SIZE, 0);
    }

    void check(double[] s, int o) {
        StateCheck.whole("values of a step", s[o + RUN], 0, CONFIRMED - 1);
        StateCheck.bounded(
                "location before a step", s, o + LOCATION, o + LOCATION + 1, Double.MAX_VALUE);
    }

    /** Whether a value continues a pending step. */
    boolean goesOn(double[] s, int o, double value) {
        double middle = (s[o + FROM] + s[o + TO]) / 2;
        return s[o + TO] > s[o + FROM] ? value > middle : value < middle;
    }

    /**
     * Whether a change is larger than the key has seen, or takes back a new level.
     *
     * @param change the value less the last one
     */
    boolean isStep(double[] s, int o, double change) {
        double half = Math.abs(change) / UNHEARD_OF;
        return isReturn(s, o, change) || (half > s[o + KNOWN_STEP] && half > ring.largestChange());
    }

    /** Whether a change takes back the newest level that the ring was moved to. */
    private static boolean isReturn(double[] s, int o, double change) {
        double off = -s[o + OFFSET];
        double ratio = change / off;
        return off != 0 && ratio >= 1 / UNHEARD_OF && ratio <= UNHEARD_OF;
    }

    /** Whether a forecast missed a value by more than 20 usual errors. */
    static boolean isFar(double value, double forecast, double unit) {
        return Math.abs(value - forecast) > ERRORS * unit;
    }

    /**
     * Takes a value for which {@link #isStep} or {@link #goesOn} holds; true if it confirms a new
     * level.
     */
    boolean add(double[] s, int o, double last, double location, double value) {
        if (s[o + RUN] == 0) {
            s[o + LOCATION] = location;
            s[o + FROM] = last;
            s[o + TO] = value;
        }
        s[o + RUN]++;
        boolean confirmed = s[o + RUN] >= CONFIRMED;
        if (confirmed) {
            s[o + RUN] = 0;
            remember(s, o, s[o + TO] - s[o + FROM]);
        }
        return confirmed;
    }

    /** The normaliser's location before the step; the step's own values have moved it since. */
    double location(double[] s, int o) {
        return s[o + LOCATION];
    }

    /** Number of values of a pending step. */
    int pending(double[] s, int o) {
        return (int) s[o + RUN];
    }

    /** Takes any other value: a pending step was a spike. */
    void forget(double[] s, int o) {
        s[o + RUN] = 0;
        s[o + KNOWN_STEP] *= FORGETTING;
        s[o + OFFSET] *= FORGETTING;
    }

    /** Whether a change of level is similar to a recent one and does not take back a new level. */
    boolean isKnown(double[] s, int o, double jump) {
        return !isReturn(s, o, jump) && Math.abs(jump) <= UNHEARD_OF * s[o + KNOWN_STEP];
    }

    /** Remembers a new level to which the ring is moved. */
    void remember(double[] s, int o, double jump) {
        s[o + OFFSET] = isReturn(s, o, jump) ? 0 : jump;
        s[o + KNOWN_STEP] = Math.max(s[o + KNOWN_STEP], Math.abs(jump));
    }
}
