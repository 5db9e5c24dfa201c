// Matrix products of a warp: the one place that touches tensor cores.
//
// A warp computes tiles of 16 x 8 numbers. A lane holds four numbers of each: rows lane / 4 and
// lane / 4 + 8, columns 2 (lane % 4) and the next. The scalar twin in the plain C++ build computes
// the same four numbers of each lane from operands that are rounded as the tensor cores round them.
#pragma once
#include "port.cuh"

// Operands: FLOAT32 splits each number into two of TF32 and adds three products, which keeps
// about 21 bits; TF32 keeps 10 bits of the mantissa, BF16 7. All of them sum in float32.
enum Mode { FLOAT32, TF32, BF16 };

template <int MODE>
struct Depth {
    static const int value = MODE == BF16 ? 16 : 8;
};

DEVICE int tile_row(int part) { return LANE / 4 + part / 2 * 8; }

DEVICE int tile_column(int part) { return LANE % 4 * 2 + part % 2; }

#ifdef __CUDACC__
// The nearest number of 11 bits, by Veltkamp's splitting: the conversion of the instruction set
// takes much longer. NaN stays NaN; tensor cores drop the other bits, which are 0.
DEVICE float rounded_tf32(float x) {
    const float c = __fmul_rn(x, 8193.0f);
    return __fsub_rn(c, __fsub_rn(c, x));
}

// The first number in the low half.
DEVICE unsigned to_bf16x2(float low, float high) {
    unsigned bits;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(bits) : "f"(high), "f"(low));
    return bits;
}

DEVICE void mma_tf32(float (&d)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
    asm("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 "
        "{%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
        : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

DEVICE void mma_bf16(float (&d)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
    asm("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 "
        "{%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
        : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

// The product of numbers that are sums of two of TF32. Tensor cores cut off when they add; the sum
// over steps is rounded instead.
DEVICE void add_exactly(float (&acc)[4], const unsigned (&high_a)[4], const float (&low_a)[4],
                        const unsigned (&high_b)[2], const float (&low_b)[2]) {
    unsigned la[4], lb[2];
    UNROLL for (int r = 0; r < 4; r++) { la[r] = __float_as_uint(low_a[r]); }
    UNROLL for (int r = 0; r < 2; r++) { lb[r] = __float_as_uint(low_b[r]); }
    float part[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    mma_tf32(part, la, high_b);
    mma_tf32(part, high_a, lb);
    mma_tf32(part, high_a, high_b);
    UNROLL for (int r = 0; r < 4; r++) { acc[r] += part[r]; }
}

// Adds to MT x NT tiles the product over depth numbers, a multiple of 16: sum of a(i, k) b(j, k).
// The order of k inside a step is free as long as a and b agree: lane % 4 plus multiples of 4
// keeps reads of shared memory apart. READY says that TF32's operands are rounded already.
template <int MODE, bool READY = false, int MT, int NT, class A, class B>
DEVICE void warp_product(float (&acc)[MT][NT][4], int depth, A a, B b) {
    const int row = LANE / 4;
    const int quad = LANE % 4;
    for (int k0 = 0; k0 < depth; k0 += Depth<MODE>::value) {
        const int k = k0 + quad;
        if constexpr (MODE == BF16) {
            unsigned fa[MT][4], fb[NT][2];
            UNROLL for (int m = 0; m < MT; m++) {
                const int i = m * 16 + row;
                fa[m][0] = to_bf16x2(a(i, k), a(i, k + 4));
                fa[m][1] = to_bf16x2(a(i + 8, k), a(i + 8, k + 4));
                fa[m][2] = to_bf16x2(a(i, k + 8), a(i, k + 12));
                fa[m][3] = to_bf16x2(a(i + 8, k + 8), a(i + 8, k + 12));
            }
            UNROLL for (int n = 0; n < NT; n++) {
                const int j = n * 8 + row;
                fb[n][0] = to_bf16x2(b(j, k), b(j, k + 4));
                fb[n][1] = to_bf16x2(b(j, k + 8), b(j, k + 12));
            }
            UNROLL for (int m = 0; m < MT; m++) {
                UNROLL for (int n = 0; n < NT; n++) { mma_bf16(acc[m][n], fa[m], fb[n]); }
            }
        } else {
            float ra[MT][4], rb[NT][2], la[MT][4], lb[NT][2];
            unsigned fa[MT][4], fb[NT][2];
            UNROLL for (int m = 0; m < MT; m++) {
                const int i = m * 16 + row;
                ra[m][0] = a(i, k);
                ra[m][1] = a(i + 8, k);
                ra[m][2] = a(i, k + 4);
                ra[m][3] = a(i + 8, k + 4);
                UNROLL for (int r = 0; r < 4; r++) {
                    const float high = READY && MODE == TF32 ? ra[m][r] : rounded_tf32(ra[m][r]);
                    fa[m][r] = __float_as_uint(high);
                    la[m][r] = ra[m][r] - high;
                }
            }
            UNROLL for (int n = 0; n < NT; n++) {
                const int j = n * 8 + row;
                rb[n][0] = b(j, k);
                rb[n][1] = b(j, k + 4);
                UNROLL for (int r = 0; r < 2; r++) {
                    const float high = READY && MODE == TF32 ? rb[n][r] : rounded_tf32(rb[n][r]);
                    fb[n][r] = __float_as_uint(high);
                    lb[n][r] = rb[n][r] - high;
                }
            }
            UNROLL for (int m = 0; m < MT; m++) {
                UNROLL for (int n = 0; n < NT; n++) {
                    if constexpr (MODE == TF32) {
                        mma_tf32(acc[m][n], fa[m], fb[n]);
                    } else {
                        add_exactly(acc[m][n], fa[m], la[m], fb[n], lb[n]);
                    }
                }
            }
        }
    }
}
#else
static inline float rounded_tf32(float x) { return emulated_operand(TF32, x); }

// The scalar twin.
template <int MODE, bool READY = false, int MT, int NT, class A, class B>
void warp_product(float (&acc)[MT][NT][4], int depth, A a, B b) {
    for (int k = 0; k < depth; k++) {
        for (int m = 0; m < MT; m++) {
            float left[2], right[NT][2];
            for (int h = 0; h < 2; h++) {
                left[h] = emulated_operand(MODE, a(m * 16 + tile_row(h * 2), k));
            }
            for (int n = 0; n < NT; n++) {
                for (int h = 0; h < 2; h++) {
                    right[n][h] = emulated_operand(MODE, b(n * 8 + tile_column(h), k));
                }
                for (int part = 0; part < 4; part++) {
                    acc[m][n][part] += left[part / 2] * right[n][part % 2];
                }
            }
        }
    }
}
#endif

// Rounds a vector for products that take READY operands.
template <int MODE>
DEVICE float4 ready4(float4 v) {
    if constexpr (MODE == TF32) {
        v.x = rounded_tf32(v.x);
        v.y = rounded_tf32(v.y);
        v.z = rounded_tf32(v.z);
        v.w = rounded_tf32(v.w);
    }
    return v;
}

// Calls visit(i, j, value) for the numbers that this lane holds.
template <int MT, int NT, class V>
DEVICE void visit_tiles(float (&acc)[MT][NT][4], V visit) {
    UNROLL for (int m = 0; m < MT; m++) {
        UNROLL for (int n = 0; n < NT; n++) {
            UNROLL for (int part = 0; part < 4; part++) {
                visit(m * 16 + tile_row(part), n * 8 + tile_column(part), acc[m][n][part]);
            }
        }
    }
}

template <int MT, int NT>
DEVICE void clear_tiles(float (&acc)[MT][NT][4]) {
    UNROLL for (int m = 0; m < MT; m++) {
        UNROLL for (int n = 0; n < NT; n++) {
            UNROLL for (int part = 0; part < 4; part++) { acc[m][n][part] = 0.0f; }
        }
    }
}

// Defines a kernel in the three modes: name_float32, name_tf32, name_bf16.
#define IN_ALL_MODES(define) \
    define(float32, FLOAT32) \
    define(tf32, TF32) \
    define(bf16, BF16)
