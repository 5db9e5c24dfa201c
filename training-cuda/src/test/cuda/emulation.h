// A small emulation of CUDA's blocks and threads: a block's threads are fibers of one processor
// thread, which go on until they wait. Their order changes from block to block, so that a missing
// barrier shows; shared and new device memory hold NaN.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>

struct Index3 {
    unsigned x, y, z;
};
struct alignas(8) float2 {
    float x, y;
};
struct alignas(16) float4 {
    float x, y, z, w;
};

namespace emulation {
extern Index3 thread, block, threads, blocks;
extern float *shared;
void barrier();
void warp_barrier();
float lane_xor(float value, int mask);
double lane_xor_double(double value, int mask);
float lane_from(float value, int lane, int width);
float rounded(float value, int dropped_bits, bool to_even);
}  // namespace emulation

#define DEVICE static inline
#define OUTLINED static inline
#define KERNEL(name, threads) extern "C" void name
#define BUSY_KERNEL(name, threads, blocks) extern "C" void name
#define SHARED(name) float *name = emulation::shared
#define BARRIER() emulation::barrier()
#define WARP_BARRIER() emulation::warp_barrier()
#define THREAD static_cast<int>(emulation::thread.x)
#define THREADS static_cast<int>(emulation::threads.x)
#define BLOCK_X static_cast<int>(emulation::block.x)
#define BLOCK_Y static_cast<int>(emulation::block.y)
#define BLOCK_Z static_cast<int>(emulation::block.z)
#define BLOCKS_X static_cast<int>(emulation::blocks.x)
#define FAST_DIVIDE(a, b) ((a) / (b))
#define UNROLL
#define UNROLL4
#define ROLLED

using emulation::lane_from;
using emulation::lane_xor;
using emulation::lane_xor_double;

static inline long long double_bits(double x) {
    long long bits;
    std::memcpy(&bits, &x, 8);
    return bits;
}

static inline double bits_double(long long bits) {
    double x;
    std::memcpy(&x, &bits, 8);
    return x;
}

// An operand as the tensor cores take it; see Mode in tiles.cuh.
static inline float emulated_operand(int mode, float x) {
    return mode == 0 ? x : emulation::rounded(x, mode == 1 ? 13 : 16, mode == 2);
}
