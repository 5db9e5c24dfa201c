package io.undercurrent.mamba2.safetensors;

/** Converts the two 16-bit formats: exactly when widening, rounding half to even when narrowing. */
final class HalfFloats {

    private HalfFloats() {}

    static float fromF16(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1F;
        int fraction = half & 0x3FF;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    static short toF16(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >> 16) & 0x8000;
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7E00);
        }
        float magnitude = Math.abs(value);
        if (magnitude >= 65520f) {
            return (short) (sign | 0x7C00);
        }
        if (magnitude < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
        }
        // A carry out of the fraction increments the exponent, which gives the correct number.
        return (short) (sign | roundShift(bits & 0x7FFFFFFF, 13) - (112 << 10));
    }

    static float fromBf16(short half) {
        return Float.intBitsToFloat(half << 16);
    }

    static short toBf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >> 16 | 0x40);
        }
        return (short) ((bits >> 16 & 0x8000) | roundShift(bits & 0x7FFFFFFF, 16));
    }

    private static int roundShift(int bits, int shift) {
        int half = 1 << (shift - 1);
        int odd = (bits >> shift) & 1;
        return (bits + half - 1 + odd) >> shift;
    }
}
