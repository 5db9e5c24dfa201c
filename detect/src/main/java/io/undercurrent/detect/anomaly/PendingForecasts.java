package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * Forecasts of a channel that wait for their events: for each horizon h a ring of the h newest
 * medians, and for the first and the last horizon also the spreads. The medians are 64-bit numbers,
 * because a value far from 0 leaves a 32-bit number no digits for its errors.
 */
final class PendingForecasts {
    /** No forecast is larger, so that an error has a finite square. */
    private static final double MOST = 1e150;

    private final int[] horizons;
    private final int[] medianAt;
    private final int[] spreadAt;
    private final int doubles;
    private final int floats;

    /**
     * @param horizons steps ahead, strictly rising from 1
     */
    PendingForecasts(int[] horizons) {
        this.horizons = horizons;
        medianAt = new int[horizons.length];
        spreadAt = new int[horizons.length];
        int d = 1; // the number of events so far
        int f = 0;
        for (int k = 0; k < horizons.length; k++) {
            medianAt[k] = d;
            d += horizons[k];
            spreadAt[k] = hasSpread(k) ? f : -1;
            f += hasSpread(k) ? horizons[k] : 0;
        }
        doubles = d;
        floats = f;
    }

    boolean hasSpread(int k) {
        return k == 0 || k == horizons.length - 1;
    }

    int doubles() {
        return doubles;
    }

    int floats() {
        return floats;
    }

    void init(double[] s, int o, float[] f, int p) {
        s[o] = 0;
        Arrays.fill(s, o + 1, o + doubles, Double.NaN);
        Arrays.fill(f, p, p + floats, 0f);
    }

    void check(double[] s, int o, float[] f, int p) {
        StateCheck.whole("number of events with forecasts", s[o], 0, 1L << 53);
        for (int i = o + 1; i < o + doubles; i++) {
            if (!Double.isNaN(s[i])) {
                StateCheck.range("pending median", s[i], -MOST, MOST);
            }
        }
        for (int i = p; i < p + floats; i++) {
            StateCheck.range("pending spread", f[i], 0, Float.MAX_VALUE);
        }
    }

    /** The place of the forecast of the next event, which is also that of the next forecast. */
    private int place(double[] s, int o, int k) {
        return (int) ((long) s[o] % horizons[k]);
    }

    /** The median for the event that comes now, made {@code horizons[k]} events ago; or NaN. */
    double median(double[] s, int o, int k) {
        return s[o + medianAt[k] + place(s, o, k)];
    }

    /**
     * The spread of that forecast in the unit that was given with it, comparable to a standard
     * deviation.
     */
    double spread(double[] s, int o, float[] f, int p, int k) {
        return f[p + spreadAt[k] + place(s, o, k)];
    }

    /**
     * Counts the event that has come; its forecasts are forgotten, so they cannot be used twice.
     */
    void pass(double[] s, int o) {
        for (int k = 0; k < horizons.length; k++) {
            s[o + medianAt[k] + place(s, o, k)] = Double.NaN;
        }
        s[o]++;
    }

    /** Puts a forecast of the event that is {@code horizons[k]} ahead of the newest. */
    void put(double[] s, int o, float[] f, int p, int k, double median, double spread) {
        int back = (int) ((long) s[o] % horizons[k]);
        int place = back + (horizons[k] - 1);
        place = place >= horizons[k] ? place - horizons[k] : place;
        s[o + medianAt[k] + place] = Learning.clip(median, MOST);
        if (hasSpread(k)) {
            f[p + spreadAt[k] + place] = (float) Math.min(Float.MAX_VALUE, spread);
        }
    }
}
