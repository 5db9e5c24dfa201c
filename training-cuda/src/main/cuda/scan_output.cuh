// The scan's outputs, forward: y = (L o C B^T) (dt x) + (decay from the start) C state + D x.
#pragma once
#include "mixer.cuh"

enum { OUTPUT_THREADS = 128 };

// C B^T of a chunk into shared memory; the block waits before it reads it.
template <int MODE>
DEVICE void products_of_keys(float *to, int ldq, const float *b, const float *c, int ldn, int depth,
                             int chunk) {
    const int tiles = chunk / 16;
    for (int tile = WARP; tile < tiles * tiles; tile += THREADS / 32) {
        const int i0 = tile / tiles * 16;
        const int j0 = tile % tiles * 16;
        if (j0 > i0) {
            continue;  // Above the diagonal nothing is read.
        }
        float acc[1][2][4];
        clear_tiles(acc);
        warp_product<MODE>(
            acc, depth, [=](int i, int k) { return c[(i0 + i) * ldn + k]; },
            [=](int j, int k) { return b[(j0 + j) * ldn + k]; });
        visit_tiles(acc, [=](int i, int j, float v) { to[(i0 + i) * ldq + j0 + j] = v; });
    }
}

template <int MODE>
DEVICE void chunk_outputs(Mixer s, const float *pre, const float *dt, const float *sums_high,
                          const float *sums_low, const float *states, const float *skip, float *y) {
    SHARED(shared);
    const Chunk c = this_chunk(s);
    const Decays d = load_decays(shared, sums_high, sums_low, dt, s, c);
    const int n16 = up(s.state, 16);
    const int ldn = n16 + 4;
    const int ldq = s.chunk + 4;
    const int p16 = up(s.headdim, 16);
    const int ldp = s.batch * p16 + 8;
    float *b = shared + 3 * c.heads * s.chunk;
    float *keys = b + s.chunk * ldn;
    float *cb = keys + s.chunk * ldn;
    float *x = cb + s.chunk * ldq;
    load_columns<true>(b, ldn, pre, s.conv_row, b_at(s, c.group), s.state, n16, c, s.chunk);
    load_columns<true>(keys, ldn, pre, s.conv_row, c_at(s, c.group), s.state, n16, c, s.chunk);
    BARRIER();
    products_of_keys<MODE>(cb, ldq, b, keys, ldn, n16, s.chunk);
    for (int from = 0; from < c.heads; from += s.batch) {
        const int heads = least(s.batch, c.heads - from);
        for (int h = 0; h < heads; h++) {
            load_columns<true>(x + h * p16, ldp, pre, s.conv_row,
                               (c.head0 + from + h) * s.headdim, s.headdim, p16, c, s.chunk);
        }
        BARRIER();
        const int rows = s.chunk / 16;
        const int across = p16 / 16;
        for (int tile = WARP; tile < heads * rows * across; tile += THREADS / 32) {
            const int h = tile / (rows * across);
            const int i0 = tile / across % rows * 16;
            const int p0 = tile % across * 16;
            const int head = from + h;
            const float *high = d.high + head * s.chunk;
            const float *low = d.low + head * s.chunk;
            const float *step = d.dt + head * s.chunk;
            const float *in = x + h * p16 + p0;
            const float *state = states + state_at(s, c.head0 + head);
            float acc[1][2][4];
            clear_tiles(acc);
            warp_product<MODE>(
                acc, i0 + 16,
                [=](int i, int k) {
                    return k <= i0 + i
                               ? cb[(i0 + i) * ldq + k] * decay(high, low, i0 + i, k) * step[k]
                               : 0.0f;
                },
                [=](int j, int k) { return in[k * ldp + j]; });
            warp_product<MODE>(
                acc, n16,
                [=](int i, int k) {
                    return keys[(i0 + i) * ldn + k] * expf(high[i0 + i] + low[i0 + i]);
                },
                [=](int j, int k) {
                    return p0 + j < s.headdim && k < s.state ? state[(p0 + j) * s.state + k] : 0.0f;
                });
            visit_tiles(acc, [=](int i, int j, float v) {
                const int p = p0 + j;
                if (i0 + i < c.count && p < s.headdim) {
                    const int channel = (c.head0 + head) * s.headdim + p;
                    const float skipped = skip[s.d_has_hdim ? channel : c.head0 + head];
                    y[(long long)(c.first + i0 + i) * s.y_row + channel] =
                        v + skipped * in[(i0 + i) * ldp + j];
                }
            });
        }
        BARRIER();
    }
}

#define DEFINE_OUTPUTS_SIZE(suffix, MODE, KNOWN) \
    KERNEL(chunk_outputs_##suffix, OUTPUT_THREADS) \
    (Mixer s, const float *RESTRICT pre, const float *RESTRICT dt, \
     const float *RESTRICT sums_high, const float *RESTRICT sums_low, \
     const float *RESTRICT states, const float *RESTRICT skip, float *RESTRICT y) { \
        chunk_outputs<MODE>((known_sizes<KNOWN, FORWARD_BATCH(KNOWN)>(s)), pre, dt, sums_high, \
        sums_low, states, skip, y); \
    }
#define DEFINE_OUTPUTS(suffix, MODE) IN_ALL_SIZES(DEFINE_OUTPUTS_SIZE, suffix, MODE)
IN_ALL_MODES(DEFINE_OUTPUTS)
