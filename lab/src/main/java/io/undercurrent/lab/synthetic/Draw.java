package io.undercurrent.lab.synthetic;

import java.util.Random;

/**
 * Draws from the distributions that the priors are made of, counted, so that a test can bound the
 * work without a clock; it uses only those methods of {@link Random} whose algorithm is specified.
 */
public final class Draw {
    /** Above this mean a Poisson draw is a rounded Gaussian: one draw instead of a long search. */
    private static final double LARGE_MEAN = 30;

    private final Random random;
    private long count;

    private Draw(long seed) {
        random = new Random(seed);
    }

    /** Returns the draws of one series; neighbouring seeds and indices share nothing. */
    public static Draw of(long seed, long index) {
        return new Draw(scramble(seed + scramble(index)));
    }

    /** The output function of SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable PRNGs"). */
    private static long scramble(long x) {
        long z = x + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** How many elementary draws were made so far. */
    long count() {
        return count;
    }

    /** Uniform in [0, 1). */
    public double uniform() {
        count++;
        return random.nextDouble();
    }

    /** Uniform in [low, high). */
    public double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** Uniform in the logarithm: each factor of ten is as likely as another; {@code 0 < low}. */
    public double logUniform(double low, double high) {
        return StrictMath.exp(uniform(StrictMath.log(low), StrictMath.log(high)));
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    public int integer(int low, int high) {
        count++;
        return low + random.nextInt(high - low + 1);
    }

    /** True with that probability. */
    public boolean chance(double probability) {
        return uniform() < probability;
    }

    /** 1 or -1. */
    public double sign() {
        return chance(0.5) ? 1 : -1;
    }

    /** The index of one of {@code weights}, in proportion to them. */
    int weighted(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double rest = uniform() * total;
        int last = 0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                last = k;
                rest -= weights[k];
                if (rest < 0) {
                    break;
                }
            }
        }
        return last;
    }

    /** Mean 0, variance 1. */
    public double gaussian() {
        count++;
        return random.nextGaussian();
    }

    /** Mean 1. */
    double exponential() {
        return -StrictMath.log(1 - uniform());
    }

    /** Mean 0, variance 1. */
    double laplace() {
        return exponential() * sign() / StrictMath.sqrt(2);
    }

    /** Student's t scaled to variance 1; {@code degrees > 2}. */
    public double student(double degrees) {
        double chiSquare = 2 * gamma(degrees / 2);
        return gaussian() * StrictMath.sqrt((degrees - 2) / StrictMath.max(chiSquare, 1e-9));
    }

    /** Gamma with scale 1 (Marsaglia and Tsang 2000, "A simple method"). */
    double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(1 - uniform(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = gaussian();
            double root = 1 + c * x;
            double v = root * root * root;
            if (root > 0
                    && StrictMath.log(1 - uniform())
                            < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }

    /** Poisson by a search along its distribution function; rounded Gaussian for large means. */
    public double poisson(double mean) {
        if (mean > LARGE_MEAN) {
            double x = mean + StrictMath.sqrt(mean) * gaussian();
            return StrictMath.max(0, StrictMath.rint(x));
        }
        double term = StrictMath.exp(-mean);
        double rest = uniform() - term;
        int k = 0;
        while (rest >= 0 && k < 10 * LARGE_MEAN) {
            k++;
            term *= mean / k;
            rest -= term;
        }
        return k;
    }
}
