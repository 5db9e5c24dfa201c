// The scan's states: what each chunk adds, and the pass over chunks, both ways.
#pragma once
#include "mixer.cuh"

enum { STATE_THREADS = 128, PASS_THREADS = 128, PASS_AHEAD = 8 };

// Computes dt and the sums of log decays of the chunk's heads and writes them.
DEVICE Decays discretise(float *shared, const float *proj, const float *dt_bias, const float *a_log,
                         float *dt, float *sums_high, float *sums_low, Mixer s, Chunk c) {
    float *high = shared;
    float *low = high + c.heads * s.chunk;
    float *step = low + c.heads * s.chunk;
    for (int i = THREAD; i < c.heads * s.chunk; i += THREADS) {
        const int h = i % c.heads;
        const int t = i / c.heads;
        float v = 0.0f;
        if (t < c.count) {
            const float raw = proj[(long long)(c.first + t) * s.proj_row + dt_at(s) + c.head0 + h];
            v = fmaxf(s.dt_min, fminf(s.dt_max, softplus(raw + dt_bias[c.head0 + h])));
        }
        step[h * s.chunk + t] = v;
    }
    BARRIER();
    if (THREAD < c.heads) {
        // Few steps, one after the other; each rounds its double to a pair of floats.
        for (int h = THREAD; h < c.heads; h += THREADS) {
            const double a = -(double)expf(a_log[c.head0 + h]);
            double sum = 0.0;
            for (int t = 0; t < s.chunk; t++) {
                sum += a * step[h * s.chunk + t];
                high[h * s.chunk + t] = (float)sum;
                low[h * s.chunk + t] = (float)(sum - (float)sum);
            }
        }
    }
    BARRIER();
    for (int i = THREAD; i < c.heads * c.count; i += THREADS) {
        const int h = i % c.heads;
        const int t = i / c.heads;
        const long long at = (long long)(c.first + t) * s.heads + c.head0 + h;
        dt[at] = step[h * s.chunk + t];
        sums_high[at] = high[h * s.chunk + t];
        sums_low[at] = low[h * s.chunk + t];
    }
    Decays d;
    d.high = high;
    d.low = low;
    d.dt = step;
    return d;
}

// Sums values (outer) keys over the chunk's tokens, for each head of the group: [headdim][state].
// Forward: values x, keys B, weighted by dt and the decay to the chunk's end. Backward: values dy,
// keys C, weighted by the decay from the chunk's start.
template <int MODE, bool BACK>
DEVICE void sum_outer(float *shared, const float *values, int values_row, const float *pre,
                      Decays d, float *states, Mixer s, Chunk c) {
    const int n8 = up(s.state, 16);
    const int ldn = n8 + 8;
    float *keys = shared;
    load_columns<true>(keys, ldn, pre, s.conv_row, BACK ? c_at(s, c.group) : b_at(s, c.group),
                       s.state, n8, c, s.chunk);
    const int p16 = up(s.headdim, 16);
    const int ldp = s.batch * p16 + 8;
    float *rows = keys + s.chunk * ldn;
    for (int from = 0; from < c.heads; from += s.batch) {
        const int heads = least(s.batch, c.heads - from);
        BARRIER();
        for (int i = THREAD; i < s.chunk * heads * p16; i += THREADS) {
            const int t = i / (heads * p16);
            const int h = i % (heads * p16) / p16;
            const int p = i % p16;
            float v = 0.0f;
            if (t < c.count && p < s.headdim) {
                const int head = from + h;
                const float *high = d.high + head * s.chunk;
                const float *low = d.low + head * s.chunk;
                v = values[(long long)(c.first + t) * values_row +
                           (c.head0 + head) * s.headdim + p];
                if (BACK) {
                    v *= expf(high[t] + low[t]);
                } else {
                    v = silu(v) * d.dt[head * s.chunk + t] * decay(high, low, s.chunk - 1, t);
                }
            }
            rows[t * ldp + h * p16 + p] = v;
        }
        BARRIER();
        const int across = n8 / 16;
        const int along = p16 / 16;
        for (int tile = WARP; tile < heads * along * across; tile += THREADS / 32) {
            const int h = tile / (along * across);
            const int p0 = tile / across % along * 16;
            const int n0 = tile % across * 16;
            float acc[1][2][4];
            clear_tiles(acc);
            const float *left = rows + h * p16 + p0;
            const float *right = keys + n0;
            warp_product<MODE>(
                acc, s.chunk, [=](int i, int k) { return left[k * ldp + i]; },
                [=](int j, int k) { return right[k * ldn + j]; });
            float *to = states + state_at(s, c.head0 + from + h);
            visit_tiles(acc, [=](int i, int j, float v) {
                if (p0 + i < s.headdim && n0 + j < s.state) {
                    to[(p0 + i) * s.state + n0 + j] = v;
                }
            });
        }
    }
}

template <int MODE>
DEVICE void chunk_states(Mixer s, const float *proj, const float *pre, const float *dt_bias,
                         const float *a_log, float *dt, float *sums_high, float *sums_low,
                         float *states) {
    SHARED(shared);
    const Chunk c = this_chunk(s);
    const Decays d =
        discretise(shared, proj, dt_bias, a_log, dt, sums_high, sums_low, s, c);
    sum_outer<MODE, false>(shared + 3 * c.heads * s.chunk, pre, s.conv_row, pre, d, states, s, c);
}

template <int MODE>
DEVICE void chunk_gradients(Mixer s, const float *dy, const float *pre, const float *dt,
                            const float *sums_high, const float *sums_low, float *states) {
    SHARED(shared);
    const Chunk c = this_chunk(s);
    const Decays d = load_decays(shared, sums_high, sums_low, dt, s, c);
    BARRIER();
    sum_outer<MODE, true>(shared + 3 * c.heads * s.chunk, dy, s.y_row, pre, d, states, s, c);
}

// Turns what each chunk adds into the state before each chunk. A sequence starts from its carried
// state, or, if the pieces are fresh, from the learned initial state or 0. Writes the last state.
KERNEL(pass_states, PASS_THREADS)
(Mixer s, const int *RESTRICT fresh, const float *RESTRICT carried, const float *RESTRICT initial,
 const float *RESTRICT sums_high,
 const float *RESTRICT sums_low, float *RESTRICT states, float *RESTRICT last) {
    const long long size = state_size(s);
    const long long at = (long long)BLOCK_X * THREADS + THREAD;
    const int sequence = BLOCK_Y;
    if (at >= size) {
        return;
    }
    const int head = (int)(at / ((long long)s.headdim * s.state));
    float state = *fresh == 0 ? carried[sequence * size + at]
                  : initial != nullptr ? initial[at] : 0.0f;
    float *chunk = states + (long long)sequence * s.chunks * size + at;
    for (int c0 = 0; c0 < s.chunks; c0 += PASS_AHEAD) {
        float own[PASS_AHEAD], whole[PASS_AHEAD];
        UNROLL for (int i = 0; i < PASS_AHEAD; i++) {
            const int c = c0 + i;
            if (c < s.chunks) {
                const int t = least((c + 1) * s.chunk, s.length) - 1;
                const long long row = ((long long)sequence * s.length + t) * s.heads + head;
                own[i] = chunk[c * size];
                whole[i] = expf(sums_high[row] + sums_low[row]);
            }
        }
        UNROLL for (int i = 0; i < PASS_AHEAD; i++) {
            if (c0 + i < s.chunks) {
                chunk[(c0 + i) * size] = state;
                state = whole[i] * state + own[i];
            }
        }
    }
    last[sequence * size + at] = state;
}

// The same backwards: turns what each chunk adds into the gradient of the state after each chunk.
// Writes the gradient of the learned initial state, [sequences][size], 0 if it was not used.
KERNEL(pass_gradients, PASS_THREADS)
(Mixer s, const int *RESTRICT fresh, const float *RESTRICT sums_high,
 const float *RESTRICT sums_low, float *RESTRICT states,
 float *RESTRICT initial) {
    const long long size = state_size(s);
    const long long at = (long long)BLOCK_X * THREADS + THREAD;
    const int sequence = BLOCK_Y;
    if (at >= size) {
        return;
    }
    const int head = (int)(at / ((long long)s.headdim * s.state));
    float state = 0.0f;
    float *chunk = states + (long long)sequence * s.chunks * size + at;
    for (int c0 = s.chunks - 1; c0 >= 0; c0 -= PASS_AHEAD) {
        float own[PASS_AHEAD], whole[PASS_AHEAD];
        UNROLL for (int i = 0; i < PASS_AHEAD; i++) {
            const int c = c0 - i;
            if (c >= 0) {
                const int t = least((c + 1) * s.chunk, s.length) - 1;
                const long long row = ((long long)sequence * s.length + t) * s.heads + head;
                own[i] = chunk[c * size];
                whole[i] = expf(sums_high[row] + sums_low[row]);
            }
        }
        UNROLL for (int i = 0; i < PASS_AHEAD; i++) {
            if (c0 - i >= 0) {
                chunk[(c0 - i) * size] = state;
                state = whole[i] * state + own[i];
            }
        }
    }
    if (initial != nullptr) {
        initial[sequence * size + at] = *fresh != 0 ? state : 0.0f;
    }
}

#define DEFINE_STATES_SIZE(suffix, MODE, KNOWN) \
    KERNEL(chunk_states_##suffix, STATE_THREADS) \
    (Mixer s, const float *RESTRICT proj, const float *RESTRICT pre, \
     const float *RESTRICT dt_bias, const float *RESTRICT a_log, \
     float *RESTRICT dt, float *RESTRICT sums_high, float *RESTRICT sums_low, \
     float *RESTRICT states) { \
        chunk_states<MODE>((known_sizes<KNOWN, FORWARD_BATCH(KNOWN)>(s)), proj, pre, dt_bias, \
        a_log, dt, sums_high, sums_low, states); \
    } \
    KERNEL(chunk_gradients_##suffix, STATE_THREADS) \
    (Mixer s, const float *RESTRICT dy, const float *RESTRICT pre, const float *RESTRICT dt, \
     const float *RESTRICT sums_high, \
     const float *RESTRICT sums_low, float *RESTRICT states) { \
        chunk_gradients<MODE>((known_sizes<KNOWN, BACKWARD_BATCH(KNOWN)>(s)), dy, pre, dt, \
        sums_high, sums_low, states); \
    }
#define DEFINE_STATES(suffix, MODE) IN_ALL_SIZES(DEFINE_STATES_SIZE, suffix, MODE)
IN_ALL_MODES(DEFINE_STATES)
