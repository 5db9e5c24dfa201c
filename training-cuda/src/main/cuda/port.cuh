// What the kernels need of CUDA, so that the same sources also compile as plain C++: see
// emulation.h.
#pragma once

#ifdef __CUDACC__
#define DEVICE static __device__ __forceinline__
// A function with one copy of its code. Where few warps run, code that does not fit the instruction
// cache costs more than calls.
#define OUTLINED static __device__ __noinline__
#define KERNEL(name, threads) extern "C" __global__ void __launch_bounds__(threads) name
#define BUSY_KERNEL(name, threads, blocks) \
    extern "C" __global__ void __launch_bounds__(threads, blocks) name
extern __shared__ float4 raw_shared[];
#define SHARED(name) float *name = reinterpret_cast<float *>(raw_shared)
#define BARRIER() __syncthreads()
#define WARP_BARRIER() __syncwarp()
#define THREAD static_cast<int>(threadIdx.x)
#define THREADS static_cast<int>(blockDim.x)
#define BLOCK_X static_cast<int>(blockIdx.x)
#define BLOCK_Y static_cast<int>(blockIdx.y)
#define BLOCK_Z static_cast<int>(blockIdx.z)
#define BLOCKS_X static_cast<int>(gridDim.x)
#define FAST_DIVIDE(a, b) __fdividef(a, b)
#define UNROLL _Pragma("unroll")
#define UNROLL4 _Pragma("unroll 4")
#define ROLLED _Pragma("unroll 1")

DEVICE float lane_xor(float value, int mask) {
    return __shfl_xor_sync(0xffffffffu, value, mask);
}

DEVICE double lane_xor_double(double value, int mask) {
    return __shfl_xor_sync(0xffffffffu, value, mask);
}

// The value of one lane of a segment, in all lanes of the segment.
DEVICE float lane_from(float value, int lane, int width) {
    return __shfl_sync(0xffffffffu, value, lane, width);
}

DEVICE long long double_bits(double x) { return __double_as_longlong(x); }

DEVICE double bits_double(long long bits) { return __longlong_as_double(bits); }
#else
#include "emulation.h"
#endif

// No array that a kernel writes overlaps another argument, except element by element in place.
#define RESTRICT __restrict__
#define WARP (THREAD / 32)
#define LANE (THREAD % 32)

// The sum over a warp, in every lane; each lane adds in the same order.
DEVICE float warp_sum(float value) {
    for (int mask = 16; mask > 0; mask /= 2) {
        value += lane_xor(value, mask);
    }
    return value;
}

// The sum over the four lanes that share a row of an accumulator tile.
DEVICE float quad_sum(float value) {
    value += lane_xor(value, 1);
    return value + lane_xor(value, 2);
}

// Sums one number a thread over the block, in a fixed order. Every thread gets the sum.
// Scratch: 33 floats of shared memory, free for use again after the next barrier.
DEVICE float block_sum(float value, float *scratch) {
    float sum = warp_sum(value);
    if (LANE == 0) {
        scratch[WARP] = sum;
    }
    BARRIER();
    float total = 0;
    for (int w = 0; w < THREADS / 32; w++) {
        total += scratch[w];
    }
    return total;
}

DEVICE float sigmoid(float x) { return FAST_DIVIDE(1.0f, 1.0f + expf(-x)); }

DEVICE float silu(float x) { return x * sigmoid(x); }

DEVICE float silu_slope(float x) {
    float s = sigmoid(x);
    return s + x * s * (1.0f - s);
}

DEVICE float softplus(float x) { return x > 20.0f ? x : log1pf(expf(x)); }

DEVICE int ceil_div(int a, int b) { return (a + b - 1) / b; }

DEVICE int least(int a, int b) { return a < b ? a : b; }

DEVICE float4 load4(const float *p) { return *reinterpret_cast<const float4 *>(p); }

DEVICE void store4(float *p, float4 v) { *reinterpret_cast<float4 *>(p) = v; }

DEVICE void store2(float *p, float x, float y) {
    float2 v;
    v.x = x;
    v.y = y;
    *reinterpret_cast<float2 *>(p) = v;
}

DEVICE float4 zero4() {
    float4 v;
    v.x = v.y = v.z = v.w = 0.0f;
    return v;
}
