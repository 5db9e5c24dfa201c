package io.undercurrent.mamba2;

/**
 * The random generator for seeded weights (Steele, Lea and Flood 2014). This file fixes its stream
 * of numbers, which the JDK does not promise for {@code SplittableRandom}.
 */
final class SplitMix64 {

    private long state;

    SplitMix64(long seed) {
        state = seed;
    }

    long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [low, high). */
    double uniform(double low, double high) {
        return low + (high - low) * ((nextLong() >>> 11) * 0x1p-53);
    }

    /** Standard normal by Box and Muller; each value takes two uniform ones. */
    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(0, 1)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(0, 1));
    }
}
