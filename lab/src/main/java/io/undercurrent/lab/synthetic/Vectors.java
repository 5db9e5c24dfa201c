package io.undercurrent.lab.synthetic;

/** Arithmetic on whole arrays that several ingredients share; each call is one or two passes. */
final class Vectors {
    /** Deviations below this are rounding left over from a flat array. */
    private static final double FLAT = 1e-12;

    private Vectors() {}

    static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum / x.length;
    }

    /** The standard deviation, or 0 for an array that is flat. */
    static double deviation(double[] x) {
        double mean = mean(x);
        double squares = 0;
        for (double v : x) {
            squares += (v - mean) * (v - mean);
        }
        double deviation = StrictMath.sqrt(squares / x.length);
        return deviation > FLAT * (1 + StrictMath.abs(mean)) ? deviation : 0;
    }

    /** Shifts and scales {@code x} in place to mean 0 and deviation 1; a flat array becomes 0. */
    static double[] standardise(double[] x) {
        double mean = mean(x);
        double deviation = deviation(x);
        for (int i = 0; i < x.length; i++) {
            x[i] = deviation > 0 ? (x[i] - mean) / deviation : 0;
        }
        return x;
    }

    /** Adds {@code factor * x} to {@code sum} in place. */
    static void add(double[] sum, double factor, double[] x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * x[i];
        }
    }

    static double clamp(double x, double low, double high) {
        return StrictMath.max(low, StrictMath.min(high, x));
    }

    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-clamp(x, -500, 500)));
    }
}
