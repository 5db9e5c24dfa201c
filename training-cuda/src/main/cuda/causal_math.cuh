// Numbers as the streaming code in Java computes them: the inputs of a token must mean on the device
// what they mean in a stream.
#pragma once
#include "port.cuh"

DEVICE bool is_nan(double x) { return x != x; }

DEVICE double not_known() { return static_cast<double>(NAN); }

// Java's min and max: NaN if either is.
DEVICE double most(double a, double b) { return a > b || is_nan(a) ? a : b; }

DEVICE double fewest(double a, double b) { return a < b || is_nan(a) ? a : b; }

DEVICE double within(double x, double limit) { return most(-limit, fewest(limit, x)); }

DEVICE double or_else(double value, double otherwise) { return is_nan(value) ? otherwise : value; }

// FloatMath.log.
OUTLINED double java_log(double x) {
    const long long root_half = 0x3fe6a09e667f3bcdLL;
    const long long bits = double_bits(x);
    const long long exponent = (bits - root_half) >> 52;
    const double m = bits_double(bits - (exponent << 52));
    const double s = (m - 1) / (m + 1);
    const double t = s * s;
    const double t2 = t * t;
    const double low = (1 + t * (1.0 / 3)) + t2 * (1.0 / 5 + t * (1.0 / 7));
    const double high = (1.0 / 9 + t * (1.0 / 11)) + t2 * (1.0 / 13);
    const double artanh = s * (low + t2 * t2 * high);
    return (double)exponent * 0.6931471803691238 +
           ((double)exponent * 1.9082149292705877e-10 + 2 * artanh);
}

// The sum over a warp, the same bits in every lane.
OUTLINED double warp_sum_double(double value) {
    ROLLED for (int mask = 16; mask > 0; mask /= 2) {
        value += lane_xor_double(value, mask);
    }
    return value;
}
