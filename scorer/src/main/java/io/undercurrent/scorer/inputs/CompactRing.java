package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * A {@link Ring} in little more than half the bytes. The newest {@value #EXACT} values are 64-bit
 * numbers; older ones are 32-bit distances from an anchor, in a unit that is a power of two.
 *
 * <p>Anchor and unit follow the channel's location and scale ({@link #follow}), so a value that
 * lies up to ten scales from the location is rounded by less than a millionth of the scale,
 * wherever the location is. A value becomes a distance {@value #EXACT} events after it came: by
 * then a new level is known as one, and the anchor has moved to it.
 *
 * <p>An instance reads the arrays that {@link #on} was given last, keeps them alive until the next
 * ones, and serves one thread.
 */
final class CompactRing {
    static final int EXACT = 32;

    /** Events from one look at location and scale to the next; twice within {@link #EXACT}. */
    private static final int FOLLOW_EVERY = 16;

    /** Scales that the location may lie from the anchor. */
    private static final double FAR = 4;

    /** How many times larger or smaller than the unit the scale may be. */
    private static final double MOST_RATIO = 1 << 20;

    private static final int MOST_EXPONENT = 1000;

    private static final int NEXT = 0;
    private static final int NEXT_OLD = 1;
    private static final int ANCHOR = 2;
    private static final int UNIT = 3;
    private static final int FIRST = 4;

    private final int capacity;
    private final int exact;
    private final int old;

    private double[] s;
    private float[] f;
    private int first;
    private int p;
    private int next;
    private int nextOld;
    private double anchor;
    private double unit;

    CompactRing(int capacity) {
        this.capacity = capacity;
        exact = Math.min(EXACT, capacity);
        old = capacity - exact;
    }

    int doubles() {
        return FIRST + exact;
    }

    int floats() {
        return old;
    }

    int capacity() {
        return capacity;
    }

    void init(double[] s, int o, float[] f, int p) {
        Arrays.fill(s, o, o + UNIT, 0);
        s[o + UNIT] = 1;
        Arrays.fill(s, o + FIRST, o + FIRST + exact, Double.NaN);
        Arrays.fill(f, p, p + old, Float.NaN);
    }

    void check(double[] s, int o) {
        StateCheck.whole("ring's next place", s[o + NEXT], 0, exact - 1);
        StateCheck.whole(
                "ring's next place among old values", s[o + NEXT_OLD], 0, Math.max(0, old - 1));
        StateCheck.range("ring's anchor", s[o + ANCHOR], -1e160, 1e160);
        StateCheck.range("ring's unit", s[o + UNIT], Double.MIN_NORMAL, Double.MAX_VALUE);
    }

    /** Takes the arrays whose ring is meant from now on. */
    void on(double[] s, int o, float[] f, int p) {
        this.s = s;
        this.f = f;
        this.p = p;
        first = o + FIRST;
        next = (int) s[o + NEXT];
        nextOld = (int) s[o + NEXT_OLD];
        anchor = s[o + ANCHOR];
        unit = s[o + UNIT];
    }

    /** Adds a value, NaN if missing. */
    void add(double value) {
        if (old > 0) {
            f[p + nextOld] = encode(s[first + next]);
            nextOld = nextOld + 1 == old ? 0 : nextOld + 1;
        }
        s[first + next] = value;
        next = next + 1 == exact ? 0 : next + 1;
        s[first - FIRST + NEXT] = next;
        s[first - FIRST + NEXT_OLD] = nextOld;
    }

    /** Whether {@link #follow} is due before the next {@link #add}. */
    boolean follows() {
        return next % FOLLOW_EVERY == 0;
    }

    /**
     * Moves the anchor to the location and fits the unit to the scale if either has moved far.
     *
     * @param scale above 0
     */
    void follow(double location, double scale) {
        if (!Double.isFinite(location) || !Double.isFinite(scale)) {
            return;
        }
        double ratio = scale / unit;
        boolean near = Math.abs(location - anchor) <= FAR * scale;
        if (near && ratio >= 1 / MOST_RATIO && ratio <= MOST_RATIO) {
            return;
        }
        double from = anchor;
        double by = unit;
        anchor = location;
        int exponent = Math.max(-MOST_EXPONENT, Math.min(MOST_EXPONENT, Math.getExponent(scale)));
        unit = Math.scalb(1.0, exponent);
        for (int i = p; i < p + old; i++) {
            f[i] = encode(from + by * f[i]);
        }
        s[first - FIRST + ANCHOR] = anchor;
        s[first - FIRST + UNIT] = unit;
    }

    private float encode(double value) {
        double distance = (value - anchor) / unit;
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, distance));
    }

    /** The value {@code events} events ago, 0 for the newest; NaN beyond the ring. */
    double ago(int events) {
        if (events < exact) {
            int at = next - 1 - events;
            return s[first + (at < 0 ? at + exact : at)];
        }
        if (events >= capacity) {
            return Double.NaN;
        }
        return anchor + unit * f[oldPlace(events)];
    }

    private int oldPlace(int events) {
        int at = nextOld - 1 - (events - exact);
        return p + (at < 0 ? at + old : at);
    }

    /** See {@link Ring#near}. */
    double near(int events, double location, double reach) {
        double value = ago(events);
        return Math.abs(value - location) <= reach ? value : Double.NaN;
    }

    /** See {@link Ring#knownAgo}. */
    double knownAgo(int events, int back, double location, double reach) {
        for (int i = 0; i <= back; i++) {
            double value = near(events + i, location, reach);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    /** See {@link Ring#largestChange}. */
    double largestChange() {
        double largest = 0;
        double later = Double.NaN;
        for (int i = 0; i < capacity; i++) {
            double value = ago(i);
            if (!Double.isNaN(value)) {
                largest = Math.max(largest, Double.isNaN(later) ? 0 : Math.abs(later - value));
                later = value;
            }
        }
        return largest;
    }

    /** See {@link Ring#shift}. The anchor moves, so old values lose no digit. */
    void shift(int events, double by) {
        for (int i = events; i < exact; i++) {
            int at = next - 1 - i;
            s[first + (at < 0 ? at + exact : at)] += by;
        }
        double from = anchor;
        anchor += by;
        s[first - FIRST + ANCHOR] = anchor;
        for (int i = exact; i < Math.min(events, capacity); i++) {
            int at = oldPlace(i);
            f[at] = encode(from + unit * f[at]);
        }
    }

    /**
     * See {@link Ring#correlation}. Every second pair has sums of its own, because each sum waits
     * for the one before.
     */
    double correlation(int lag, int n, double location, double reach) {
        double product = 0;
        double left = 0;
        double right = 0;
        int near = Math.min(exact, n - lag);
        for (int i = 0; i < near; i++) {
            double x = ago(i) - location;
            double y = ago(i + lag) - location;
            // False if either is missing.
            if (Math.abs(x) <= reach && Math.abs(y) <= reach) {
                product = Math.fma(x, y, product);
                left = Math.fma(x, x, left);
                right = Math.fma(y, y, right);
            }
        }
        double product2 = 0;
        double left2 = 0;
        double right2 = 0;
        double base = anchor - location;
        int a = nextOld - 1;
        int b = a - lag;
        for (int rest = n - lag - near; rest > 0; ) {
            a = a < 0 ? a + old : a;
            b = b < 0 ? b + old : b;
            int run = Math.min(rest, Math.min(a, b) + 1); // until one of them wraps around
            int i = 0;
            for (; i + 1 < run; i += 2) {
                double x = Math.fma(unit, f[p + a - i], base);
                double y = Math.fma(unit, f[p + b - i], base);
                if (Math.abs(x) <= reach && Math.abs(y) <= reach) {
                    product = Math.fma(x, y, product);
                    left = Math.fma(x, x, left);
                    right = Math.fma(y, y, right);
                }
                double x2 = Math.fma(unit, f[p + a - i - 1], base);
                double y2 = Math.fma(unit, f[p + b - i - 1], base);
                if (Math.abs(x2) <= reach && Math.abs(y2) <= reach) {
                    product2 = Math.fma(x2, y2, product2);
                    left2 = Math.fma(x2, x2, left2);
                    right2 = Math.fma(y2, y2, right2);
                }
            }
            if (i < run) {
                double x = Math.fma(unit, f[p + a - i], base);
                double y = Math.fma(unit, f[p + b - i], base);
                if (Math.abs(x) <= reach && Math.abs(y) <= reach) {
                    product = Math.fma(x, y, product);
                    left = Math.fma(x, x, left);
                    right = Math.fma(y, y, right);
                }
            }
            rest -= run;
            a -= run;
            b -= run;
        }
        double r = (product + product2) / (Math.sqrt(left + left2) * Math.sqrt(right + right2));
        return Double.isNaN(r) ? 0 : r;
    }

    /**
     * The correlation of changes over one lag, {@code x[i] - x[i - by]}, with those another lag
     * before. Those of which a value is missing or beyond reach are left out; 0 if all are alike.
     */
    double correlationOfDifferences(int lag, int by, int n, double location, double reach) {
        double product = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < n - lag - by; i++) {
            double x = near(i, location, reach) - near(i + by, location, reach);
            double y = near(i + lag, location, reach) - near(i + lag + by, location, reach);
            if (!Double.isNaN(x) && !Double.isNaN(y)) {
                product = Math.fma(x, y, product);
                left = Math.fma(x, x, left);
                right = Math.fma(y, y, right);
            }
        }
        double r = product / (Math.sqrt(left) * Math.sqrt(right));
        return Double.isNaN(r) ? 0 : r;
    }

    /**
     * Takes over a {@link Ring} of the same capacity, as slab formats 1 to 6 have it.
     *
     * @param from its numbers, from at on
     */
    void read(Ring ring, double[] from, int at, double location, double scale) {
        s[first - FIRST + ANCHOR] = anchor = Double.isFinite(location) ? location : 0;
        follow(location, scale);
        for (int ago = capacity - 1; ago >= 0; ago--) {
            add(ring.ago(from, at, ago));
        }
    }
}
