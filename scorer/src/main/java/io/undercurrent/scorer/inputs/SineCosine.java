package io.undercurrent.scorer.inputs;

/**
 * Sine and cosine of one angle, with the bits of {@link StrictMath#sin} and {@link StrictMath#cos}
 * and without their garbage: JDK 25's allocate an array for each angle beyond pi/4.
 *
 * <p>From fdlibm 5.3, {@code e_rem_pio2.c}, {@code k_sin.c} and {@code k_cos.c}, the algorithm that
 * {@link StrictMath} promises:
 *
 * <pre>
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that
 * this notice is preserved.
 * </pre>
 */
final class SineCosine {
    // Thresholds at which fdlibm changes its formula, as the high 32 bits of a double.
    private static final int QUARTER_PI = 0x3fe921fb;
    private static final int HALF_PI = 0x3ff921fb;
    private static final int THREE_QUARTERS_PI = 0x4002d97c;
    private static final int TINY = 0x3e400000;
    private static final int POINT_3 = 0x3fd33333;
    private static final int POINT_78125 = 0x3fe90000;

    private static final double QUADRANTS = 0.6366197723675814; // 2/pi

    // pi/2 in pieces of 33 bits, and the remainder after each.
    private static final double PART_1 = 1.5707963267341256;
    private static final double REST_1 = 6.077100506506192E-11;
    private static final double PART_2 = 6.077100506303966E-11;
    private static final double REST_2 = 2.0222662487959506E-21;
    private static final double PART_3 = 2.0222662487111665E-21;
    private static final double REST_3 = 8.4784276603689E-32;

    private static final double S1 = -0.16666666666666632;
    private static final double S2 = 0.00833333333332249;
    private static final double S3 = -0.0001984126982985795;
    private static final double S4 = 2.7557313707070068E-6;
    private static final double S5 = -2.5050760253406863E-8;
    private static final double S6 = 1.58969099521155E-10;

    private static final double C1 = 0.0416666666666666;
    private static final double C2 = -0.001388888888887411;
    private static final double C3 = 2.480158728947673E-5;
    private static final double C4 = -2.7557314351390663E-7;
    private static final double C5 = 2.087572321298175E-9;
    private static final double C6 = -1.1359647557788195E-11;

    /** The sine of the newest angle. */
    double sine;

    /** The cosine of the newest angle. */
    double cosine;

    /** The angle minus whole quadrants, in two parts: at most a little more than pi/4. */
    private double head;

    private double tail;

    /**
     * Computes sine and cosine.
     *
     * @param angle 0 to 2 pi
     */
    void of(double angle) {
        if (!(angle >= 0 && angle <= 2 * StrictMath.PI)) {
            throw new IllegalArgumentException(angle + ": the angle must be 0 to 2 pi");
        }
        int quadrant = reduce(angle);
        double s = kernelSine(head, tail);
        double c = kernelCosine(head, tail);
        switch (quadrant & 3) {
            case 0 -> set(s, c);
            case 1 -> set(c, -s);
            case 2 -> set(-s, -c);
            default -> set(-c, s);
        }
    }

    private void set(double s, double c) {
        sine = s;
        cosine = c;
    }

    /** Sets head and tail; returns the number of quadrants that were subtracted. */
    private int reduce(double angle) {
        int high = high(angle);
        if (high <= QUARTER_PI) {
            head = angle;
            tail = 0;
            return 0;
        }
        if (high < THREE_QUARTERS_PI) {
            boolean near = high == HALF_PI;
            double left = near ? angle - PART_1 - PART_2 : angle - PART_1;
            double rest = near ? REST_2 : REST_1;
            head = left - rest;
            tail = (left - head) - rest;
            return 1;
        }
        int quadrants = (int) (angle * QUADRANTS + 0.5);
        double left = angle - quadrants * PART_1;
        double rest = quadrants * REST_1;
        head = left - rest;
        if (high == high(quadrants * (StrictMath.PI / 2)) && lostBits(high) > 16) {
            double before = left;
            double part = quadrants * PART_2;
            left = before - part;
            rest = quadrants * REST_2 - ((before - left) - part);
            head = left - rest;
            if (lostBits(high) > 49) {
                before = left;
                part = quadrants * PART_3;
                left = before - part;
                rest = quadrants * REST_3 - ((before - left) - part);
                head = left - rest;
            }
        }
        tail = (left - head) - rest;
        return quadrants;
    }

    /** The number of bits that the subtraction cancelled. */
    private int lostBits(int high) {
        return (high >> 20) - ((high(head) >> 20) & 0x7ff);
    }

    /** The sine of x + y, x within pi/4 and y its tail. */
    private static double kernelSine(double x, double y) {
        if ((high(x) & 0x7fffffff) < TINY) {
            return x;
        }
        double z = x * x;
        double v = z * x;
        double r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
        return y == 0 ? x + v * (S1 + z * r) : x - ((z * (0.5 * y - v * r) - y) - v * S1);
    }

    /** The cosine of x + y, x within pi/4 and y its tail. */
    private static double kernelCosine(double x, double y) {
        int high = high(x) & 0x7fffffff;
        if (high < TINY) {
            return 1;
        }
        double z = x * x;
        double r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
        if (high < POINT_3) {
            return 1 - (0.5 * z - (z * r - x * y));
        }
        double quarter =
                high > POINT_78125
                        ? 0.28125
                        : Double.longBitsToDouble((long) (high - 0x00200000) << 32);
        double half = 0.5 * z - quarter;
        return (1 - quarter) - (half - (z * r - x * y));
    }

    private static int high(double x) {
        return (int) (Double.doubleToRawLongBits(x) >> 32);
    }
}
