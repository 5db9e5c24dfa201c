package io.undercurrent.mamba2;

/**
 * The transcendental functions of the float32 model. They use + - * / alone, so that the
 * interpreter, C1, C2 and every machine give the same bits. {@link Math#exp} does not promise that,
 * and costs ten times as much as the SiLU below inside a loop that C2 vectorises.
 */
public final class FloatMath {

    static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471803691238;
    private static final double LN2_LOW = 1.9082149292705877e-10;

    // tanh(x/2)/x as a rational function of x^2 on |x| <= 18, least-squares fit reweighted towards
    // the largest error: 1.9e-8 before rounding. All coefficients are positive, so nothing cancels.
    static final float LIMIT = 18f;
    static final float P0 = 0.49999994f;
    static final float P1 = 0.016716493f;
    static final float P2 = 1.08955566e-4f;
    static final float P3 = 1.5993572e-7f;
    static final float P4 = 2.5750289e-11f;
    static final float Q1 = 0.11676623f;
    static final float Q2 = 0.0016151228f;
    static final float Q3 = 5.1115303e-6f;
    static final float Q4 = 3.0088403e-9f;

    private static final long ROOT_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));

    static final float ROUND = 12582912f;
    static final float LN2_HIGH_F = 355f / 512;
    static final float LN2_LOW_F = -2.12194440e-4f;

    // 1/(2k+1): the series of the inverse hyperbolic tangent.
    static final float L3 = 1f / 3;
    static final float L5 = 1f / 5;
    static final float L7 = 1f / 7;
    static final float L9 = 1f / 9;
    static final float L11 = 1f / 11;
    static final float L13 = 1f / 13;
    static final float L15 = 1f / 15;

    // 1/k!: the exponential's Taylor series. On |r| <= ln(2)/2 the first omitted term is 7e-12.
    static final double E2 = 1.0 / 2;
    static final double E3 = 1.0 / 6;
    static final double E4 = 1.0 / 24;
    static final double E5 = 1.0 / 120;
    static final double E6 = 1.0 / 720;
    static final double E7 = 1.0 / 5040;
    private static final double E8 = 1.0 / 40320;
    private static final double E9 = 1.0 / 362880;

    private FloatMath() {}

    /** 1/(1+exp(-x)), absolute error at most 2e-7; NaN stays NaN. */
    public static float sigmoid(float x) {
        return clampedSigmoid(clamp(x));
    }

    /** Limits x to the range outside which the sigmoid is 0 or 1 in float32. */
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

    /** exp(x) with a relative error of 1e-11; 0 below -700, infinity above 700, NaN stays NaN. */
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

    /**
     * exp(x) in float32 with a relative error of 2e-7; 0 below -87, infinity above 88, NaN stays
     * NaN. It takes a third of the time of {@link #exp}, which matters because the step calls it
     * for every head.
     */
    public static float expf(float x) {
        if (!(x >= -87f)) {
            return x < -87f ? 0 : x;
        }
        if (x > 88f) {
            return Float.POSITIVE_INFINITY;
        }
        // Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits.
        float shifted = Math.fma(x, (float) LOG2_E, ROUND);
        float k = shifted - ROUND;
        float r = Math.fma(k, -LN2_LOW_F, Math.fma(k, -LN2_HIGH_F, x));
        float t = r * r;
        float low = Math.fma(t, Math.fma(r, (float) E3, (float) E2), 1 + r);
        float high =
                Math.fma(
                        t,
                        Math.fma(r, (float) E7, (float) E6),
                        Math.fma(r, (float) E5, (float) E4));
        int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUND);
        return Math.fma(t * t, high, low) * Float.intBitsToFloat((exponent + 127) << 23);
    }

    /**
     * ln(x) of a normal positive number, with an error of 1e-11 or, if that is more, 1e-11 times
     * the result. {@link StrictMath#log} takes several times as long, as it is a native call on JDK
     * 17.
     */
    public static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        // The exponent of x / sqrt(1/2), so that the mantissa is in [sqrt(1/2), sqrt(2)).
        long exponent = (bits - ROOT_HALF) >> 52;
        double m = Double.longBitsToDouble(bits - (exponent << 52));
        // ln(m) = 2 artanh(s): a series in s^2 <= 0.0295, whose first omitted term is 2e-12.
        double s = (m - 1) / (m + 1);
        double t = s * s;
        double t2 = t * t;
        double low = (1 + t * (1.0 / 3)) + t2 * (1.0 / 5 + t * (1.0 / 7));
        double high = (1.0 / 9 + t * (1.0 / 11)) + t2 * (1.0 / 13);
        double artanh = s * (low + t2 * t2 * high);
        return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * artanh);
    }

    /**
     * ln(1 + exp(v)), linear above 20 as in the reference; relative error 3e-7 down to v = -80,
     * while log(exp(v) + 1) in float32 loses all digits at v = -17.
     */
    public static float softplus(float v) {
        return softplus(v, expf(-Math.abs(v)));
    }

    /** {@link #softplus(float)}, where e is exp(-|v|). */
    static float softplus(float v, float e) {
        if (!(v <= 20f)) { // NaN too
            return v;
        }
        // ln(1 + e) = 2 artanh(s): a series in s^2 <= 1/9, whose first omitted term is 1e-9.
        float s = e / (2 + e);
        float t = s * s;
        float t2 = t * t;
        float low = Math.fma(t2, Math.fma(t, L7, L5), Math.fma(t, L3, 1));
        float high = Math.fma(t2, Math.fma(t, L15, L13), Math.fma(t, L11, L9));
        return Math.max(v, 0) + 2 * s * Math.fma(t2 * t2, high, low);
    }
}
