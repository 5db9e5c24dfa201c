package io.undercurrent.mamba2;

/**
 * The transcendental functions of the float32 model, built from + - * / alone so that interpreter,
 * C1, C2 and every machine give the same bits; {@link Math#exp} may not, and costs ten times as
 * much as the SiLU below inside a loop that C2 vectorises.
 */
public final class FloatMath {

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471803691238;
    private static final double LN2_LOW = 1.9082149292705877e-10;

    // tanh(x/2)/x as a rational function of x^2 on |x| <= 18, least-squares fit reweighted towards
    // the largest error: 1.9e-8 before rounding. All coefficients are positive: nothing cancels.
    private static final float LIMIT = 18f;
    private static final float P0 = 0.49999994f;
    private static final float P1 = 0.016716493f;
    private static final float P2 = 1.08955566e-4f;
    private static final float P3 = 1.5993572e-7f;
    private static final float P4 = 2.5750289e-11f;
    private static final float Q1 = 0.11676623f;
    private static final float Q2 = 0.0016151228f;
    private static final float Q3 = 5.1115303e-6f;
    private static final float Q4 = 3.0088403e-9f;

    // 1/k!, the exponential's Taylor series: on |r| <= ln(2)/2 the first term left out is 7e-12.
    private static final double E2 = 1.0 / 2;
    private static final double E3 = 1.0 / 6;
    private static final double E4 = 1.0 / 24;
    private static final double E5 = 1.0 / 120;
    private static final double E6 = 1.0 / 720;
    private static final double E7 = 1.0 / 5040;
    private static final double E8 = 1.0 / 40320;
    private static final double E9 = 1.0 / 362880;

    private FloatMath() {}

    /** 1/(1+exp(-x)), absolute error at most 2e-7; NaN stays NaN. */
    public static float sigmoid(float x) {
        return clampedSigmoid(clamp(x));
    }

    /** Where the sigmoid is 0 or 1 to float32: beyond, it is taken as constant. */
    static float clamp(float x) {
        return Math.max(-LIMIT, Math.min(LIMIT, x));
    }

    /** The sigmoid of a {@link #clamp}ed value. */
    static float clampedSigmoid(float c) {
        float t = c * c;
        float p = c * (P0 + t * (P1 + t * (P2 + t * (P3 + t * P4))));
        float q = 1f + t * (Q1 + t * (Q2 + t * (Q3 + t * Q4)));
        return 0.5f + 0.5f * (p / q);
    }

    /** x * sigmoid(x), absolute error at most 2e-7 * max(1, |x|). */
    public static float silu(float x) {
        return x * sigmoid(x);
    }

    /** exp(x) to 1e-11 relative; 0 below -700, infinity above 700, NaN stays NaN. */
    public static double exp(double x) {
        if (!(x >= -700)) {
            return x < -700 ? 0 : x;
        }
        if (x > 700) {
            return Double.POSITIVE_INFINITY;
        }
        double k = Math.rint(x * LOG2_E);
        double r = (x - k * LN2_HIGH) - k * LN2_LOW;
        double high = E5 + r * (E6 + r * (E7 + r * (E8 + r * E9)));
        double sum = 1 + r * (1 + r * (E2 + r * (E3 + r * (E4 + r * high))));
        return sum * Double.longBitsToDouble(((long) k + 1023) << 52);
    }

    /** ln(x) for finite normal x > 0, to 1e-12 absolute. */
    static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >>> 52) - 1023;
        double m = Double.longBitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (m > 1.4142135623730951) {
            m *= 0.5;
            exponent++;
        }
        double s = (m - 1) / (m + 1);
        double t = s * s;
        double high = 1.0 / 9 + t * (1.0 / 11 + t * (1.0 / 13 + t * (1.0 / 15)));
        double series = 1 + t * (1.0 / 3 + t * (1.0 / 5 + t * (1.0 / 7 + t * high)));
        return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * s * series);
    }

    /**
     * ln(1 + exp(v)), linear above 20 as in the reference; relative error 1e-7 down to v = -80,
     * where log(exp(v) + 1) in float32 would have lost everything at v = -17.
     */
    public static float softplus(float v) {
        if (!(v <= 20f)) { // NaN too
            return v;
        }
        double e = exp(v);
        return (float) (e < 1e-8 ? e : log(1 + e));
    }
}
