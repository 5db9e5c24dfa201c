package io.undercurrent.scorer;

/**
 * Converts floats to IEEE 754 binary16 and back: 11 significant bits, magnitudes from 6e-8 to
 * 65504. JDK 17 has no such conversion. This one agrees with that of later JDKs, except that a
 * number that is too large becomes the largest finite one.
 */
final class Half {
    static final float MAX = 65504f;
    static final int BYTES = 2;

    private static final int MAX_BITS = 0x7bff;
    private static final int INFINITE = 0x7c00;
    private static final int NAN = 0x7e00;

    /**
     * Adding this float rounds a small number to binary16's smallest unit and leaves it in the low
     * bits.
     */
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

    /** Converts exactly. */
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
