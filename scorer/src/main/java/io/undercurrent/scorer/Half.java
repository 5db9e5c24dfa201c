package io.undercurrent.scorer;

/**
 * IEEE 754 binary16 and back: 11 significant bits, magnitudes from 6e-8 to 65504. Written out since
 * JDK 17 has no such conversion; it agrees with that of later JDKs but for what is too large, which
 * becomes the largest finite number.
 */
final class Half {
    static final float MAX = 65504f;

    private static final int MAX_BITS = 0x7bff;
    private static final int INFINITE = 0x7c00;
    private static final int NAN = 0x7e00;

    /** Adding this float leaves a small number's bits, rounded to binary16's smallest, in place. */
    private static final int SMALL_MAGIC = ((127 - 15) + (23 - 10) + 1) << 23;

    private static final float SMALL = Float.intBitsToFloat(SMALL_MAGIC);
    private static final int LEAST_NORMAL = 113 << 23;

    private Half() {}

    /** Rounds to nearest, ties to even. */
    static int of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude >= LEAST_NORMAL) {
            if (magnitude > 0x7f800000) {
                return NAN;
            }
            int odd = (magnitude >>> 13) & 1;
            int rounded = (magnitude - ((127 - 15) << 23) + 0xfff + odd) >>> 13;
            return sign | (rounded >= INFINITE || magnitude >= 0x7f800000 ? MAX_BITS : rounded);
        }
        float shifted = Float.intBitsToFloat(magnitude) + SMALL;
        return sign | (Float.floatToRawIntBits(shifted) - SMALL_MAGIC);
    }

    /** Exact. */
    static float toFloat(int half) {
        int sign = (half & 0x8000) << 16;
        int magnitude = (half & 0x7fff) << 13;
        int exponent = magnitude & (INFINITE << 13);
        int bits = magnitude + ((127 - 15) << 23);
        if (exponent == INFINITE << 13) {
            bits += (128 - 16) << 23;
        } else if (exponent == 0) {
            float small =
                    Float.intBitsToFloat(bits + (1 << 23)) - Float.intBitsToFloat(LEAST_NORMAL);
            bits = Float.floatToRawIntBits(small);
        }
        return Float.intBitsToFloat(bits | sign);
    }
}
