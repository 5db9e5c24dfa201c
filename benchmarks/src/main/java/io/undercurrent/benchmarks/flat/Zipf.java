package io.undercurrent.benchmarks.flat;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Keys by Zipf's law: the key of rank r comes in proportion to r to the power of -exponent. */
final class Zipf {
    private final double[] shares;
    private final double[] cumulative;

    Zipf(int keys, double exponent) {
        shares = new double[keys];
        cumulative = new double[keys];
        double sum = 0;
        for (int r = 0; r < keys; r++) {
            shares[r] = Math.pow(r + 1.0, -exponent);
            sum += shares[r];
        }
        double all = 0;
        for (int r = 0; r < keys; r++) {
            shares[r] /= sum;
            all += shares[r];
            cumulative[r] = all;
        }
    }

    /** Ranks from 0 on, drawn one by one. */
    int[] draw(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] ranks = new int[count];
        for (int i = 0; i < count; i++) {
            int at = Arrays.binarySearch(cumulative, random.nextDouble());
            ranks[i] = Math.min(at < 0 ? -at - 1 : at, shares.length - 1);
        }
        return ranks;
    }

    /**
     * The number of keys that a least-recently-used cache must hold for a hit rate, by Che's
     * approximation (Che, Tung and Wang, 2002): a key is in the cache if it came within the last T
     * events, and T is such that the cache is full.
     *
     * @param hitRate in (0, 1)
     * @return at least 1, at most all keys
     */
    int capacity(double hitRate) {
        double low = 0;
        double high = 1;
        while (hitRate(high) < hitRate) {
            high *= 2;
        }
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            if (hitRate(middle) < hitRate) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.max(1, (int) Math.round(held(high)));
    }

    private double hitRate(double time) {
        double hits = 0;
        for (double share : shares) {
            hits -= share * Math.expm1(-share * time);
        }
        return hits;
    }

    private double held(double time) {
        double held = 0;
        for (double share : shares) {
            held -= Math.expm1(-share * time);
        }
        return held;
    }
}
