// The kernel of the scan's backward pass, and what becomes of the gradients of decays and dt.
#pragma once
#include "scan_backward.cuh"

// Where the scan's backward pass writes.
struct ScanGradients {
    float *conv;     // [tokens][conv_row]: of x, B and C after the SiLU
    float *proj;     // [tokens][proj_row]: the columns of dt
    float *a_log;    // [sequences x chunks][heads], and so on: parts that the optimiser sums
    float *dt_bias;
    float *skip;     // [sequences x chunks][heads or channels]
};

// Token t's log decay is a summand of every decay from a token before t to t or a later one, so
// its gradient is the sum of these pairs. First each column's sums over later rows.
DEVICE void sum_pairs(Mixer s, BackwardSpace w, int heads) {
    for (int i = THREAD; i < heads * s.chunk; i += THREADS) {
        float *column = w.pairs + i / s.chunk * s.chunk * (s.chunk + 1) + i % s.chunk;
        float sum = 0.0f;
        for (int t = s.chunk - 1; t > i % s.chunk; t--) {
            sum += column[t * (s.chunk + 1)];
            column[t * (s.chunk + 1)] = sum;
        }
    }
}

// The gradients of dt's raw values, of dt_bias, A_log and D.
DEVICE void finish_decays(Mixer s, BackwardSpace w, Chunk c, Decays d, int from, int heads,
                          const float *proj, const float *dt_bias, const float *a_log,
                          ScanGradients g) {
    // Row sums: what goes through the decay of token t but not through states.
    for (int i = THREAD; i < heads * s.chunk; i += THREADS) {
        const int t = i % s.chunk;
        const float *row = w.pairs + (i / s.chunk * s.chunk + t) * (s.chunk + 1);
        float sum = 0.0f;
        for (int j = 0; j < t; j++) {
            sum += row[j];
        }
        float end = 0.0f, start = 0.0f, step = 0.0f;
        for (int p = 0; p < w.parts; p++) {
            end += w.to_state[i * w.parts + p];
            start += w.from_state[i * w.parts + p];
            step += w.d_dt[i * w.parts + p];
        }
        w.pairs[i * (s.chunk + 1) + s.chunk] = sum;
        w.to_state[i * w.parts] = end;
        w.from_state[i * w.parts] = start;
        w.d_dt[i * w.parts] = step;
    }
    BARRIER();
    // Through states: tokens before t to the chunk's end, the start to t and later, start to end.
    for (int i = THREAD; i < heads * s.chunk; i += THREADS) {
        const int t = i % s.chunk;
        const int head = c.head0 + from + i / s.chunk;
        const float a = -expf(a_log[head]);
        const int base = i - t;
        float of_decay = w.through[i / s.chunk] + w.pairs[i * (s.chunk + 1) + s.chunk];
        for (int j = 0; j < s.chunk; j++) {
            const float *through = j < t ? w.to_state : w.from_state;
            of_decay += through[(base + j) * w.parts];
        }
        float raw = 0.0f, of_a = 0.0f;
        if (t < c.count) {
            const long long row = (long long)(c.first + t) * s.proj_row + dt_at(s) + head;
            const float v = proj[row] + dt_bias[head];
            const float positive = softplus(v);
            of_a = of_decay * d.dt[from * s.chunk + i] * a;
            if (positive >= s.dt_min && positive <= s.dt_max) {
                raw = (w.d_dt[i * w.parts] + of_decay * a) * (v > 20.0f ? 1.0f : sigmoid(v));
            }
            g.proj[row] = raw;
        }
        // Places that no other thread reads any more.
        w.pairs[i * (s.chunk + 1)] = of_a;
        w.d_dt[i * w.parts] = raw;
    }
    BARRIER();
    for (int h = WARP; h < heads; h += THREADS / 32) {
        float of_a = 0.0f, bias = 0.0f;
        for (int t = LANE; t < s.chunk; t += 32) {
            of_a += w.pairs[(h * s.chunk + t) * (s.chunk + 1)];
            bias += w.d_dt[(h * s.chunk + t) * w.parts];
        }
        of_a = warp_sum(of_a);
        bias = warp_sum(bias);
        if (LANE == 0) {
            const long long at = (long long)BLOCK_X * s.heads + c.head0 + from + h;
            g.a_log[at] = of_a;
            g.dt_bias[at] = bias;
        }
    }
}

// D's gradient: the sum over tokens of dy x, by channel, then by head unless D has all channels.
DEVICE void finish_skip(Mixer s, BackwardSpace w, Chunk c, int from, int heads, float *scratch,
                        ScanGradients g) {
    for (int i = THREAD; i < heads * s.headdim; i += THREADS) {
        const int column = i / s.headdim * w.p16 + i % s.headdim;
        float sum = 0.0f;
        for (int t = 0; t < c.count; t++) {
            sum += w.dy[t * w.ldp + column] * w.x[t * w.ldp + column];
        }
        if (s.d_has_hdim) {
            g.skip[(long long)BLOCK_X * ssm_channels(s) + (c.head0 + from) * s.headdim + i] = sum;
        }
        scratch[i] = sum;
    }
    if (s.d_has_hdim) {
        return;
    }
    BARRIER();
    for (int h = WARP; h < heads; h += THREADS / 32) {
        float sum = 0.0f;
        for (int p = LANE; p < s.headdim; p += 32) {
            sum += scratch[h * s.headdim + p];
        }
        sum = warp_sum(sum);
        if (LANE == 0) {
            g.skip[(long long)BLOCK_X * s.heads + c.head0 + from + h] = sum;
        }
    }
}

template <int MODE>
DEVICE void chunk_backward(Mixer s, const float *proj, const float *pre, const float *dt,
                           const float *sums_high, const float *sums_low, const float *states,
                           const float *d_states, const float *dy, const float *dt_bias,
                           const float *a_log, const float *skip, ScanGradients g) {
    SHARED(shared);
    const Chunk c = this_chunk(s);
    const Decays d = load_decays(shared, sums_high, sums_low, dt, s, c);
    const BackwardSpace w = backward_space(shared + 3 * c.heads * s.chunk, s);
    load_columns<true>(w.b, w.ldn, pre, s.conv_row, b_at(s, c.group), s.state, w.n16, c, s.chunk);
    load_columns<true>(w.c, w.ldn, pre, s.conv_row, c_at(s, c.group), s.state, w.n16, c, s.chunk);
    for (int i = THREAD; i < s.chunk * w.ldn; i += THREADS) {
        w.db[i] = 0.0f;
        w.dc[i] = 0.0f;
    }
    for (int i = THREAD; i < s.chunk * w.ldq; i += THREADS) {
        w.d_cb[i] = 0.0f;
    }
    BARRIER();
    products_of_keys<MODE>(w.cb, w.ldq, w.b, w.c, w.ldn, w.n16, s.chunk);
    const int rows = s.chunk / 16;
    const int across = w.n16 / 16;
    for (int from = 0; from < c.heads; from += s.batch) {
        const int heads = least(s.batch, c.heads - from);
        for (int h = 0; h < heads; h++) {
            const int channel = (c.head0 + from + h) * s.headdim;
            load_columns<true>(w.x + h * w.p16, w.ldp, pre, s.conv_row, channel, s.headdim, w.p16,
                               c, s.chunk);
            load_columns<false>(w.dy + h * w.p16, w.ldp, dy, s.y_row, channel, s.headdim, w.p16, c,
                                s.chunk);
        }
        BARRIER();
        auto head_at = [=](int h) { return head_of(s, c, d, w, states, d_states, from, h); };
        // Tiles that do not depend on each other, shared out over the warps.
        const int pair_tiles = rows * rows;
        const int key_tiles = 2 * rows * across;
        const int head_tiles = heads * rows * w.parts;
        for (int tile = WARP; tile < pair_tiles + key_tiles + 2 * head_tiles;
             tile += THREADS / 32) {
            int at = tile;
            if (at < head_tiles) {
                const int h = at / (rows * w.parts);
                const int channel0 = (c.head0 + from + h) * s.headdim;
                inputs_tile<MODE>(s, w, c, head_at(h), h,
                                  s.d_has_hdim ? 0.0f : skip[c.head0 + from + h], skip, channel0,
                                  at / w.parts % rows * 16, at % w.parts * 16, g.conv);
                continue;
            }
            at -= head_tiles;
            if (at < pair_tiles) {
                if (at % rows <= at / rows) {
                    pairs_tile<MODE>(s, w, head_at, heads, at / rows * 16, at % rows * 16);
                }
                continue;
            }
            at -= pair_tiles;
            if (at < key_tiles) {
                keys_tile<MODE>(s, w, head_at, heads, at < rows * across, at / across % rows * 16,
                                at % across * 16);
                continue;
            }
            at -= key_tiles;
            const int h = at / (rows * w.parts);
            start_tile<MODE>(s, w, head_at(h), h, at / w.parts % rows * 16, at % w.parts * 16);
        }
        for (int h = WARP; h < heads; h += THREADS / 32) {
            const Head head = head_at(h);
            float sum = 0.0f;
            for (int i = LANE; i < s.headdim * s.state; i += 32) {
                sum += head.state[i] * head.d_state[i];
            }
            sum = warp_sum(sum);
            if (LANE == 0) {
                w.through[h] = sum * expf(head.high[s.chunk - 1] + head.low[s.chunk - 1]);
            }
        }
        BARRIER();
        sum_pairs(s, w, heads);
        BARRIER();
        finish_decays(s, w, c, d, from, heads, proj, dt_bias, a_log, g);
        // The pairs' sums are used up; a batch's channels fit their place.
        BARRIER();
        finish_skip(s, w, c, from, heads, w.pairs, g);
        BARRIER();
    }
    finish_keys<MODE>(s, w, c, g.conv);
}

#define DEFINE_BACKWARD_SIZE(suffix, MODE, KNOWN) \
    KERNEL(chunk_backward_##suffix, BACKWARD_THREADS) \
    (Mixer s, const float *RESTRICT proj, const float *RESTRICT pre, const float *RESTRICT dt, \
     const float *RESTRICT sums_high, \
     const float *RESTRICT sums_low, const float *RESTRICT states, \
     const float *RESTRICT d_states, const float *RESTRICT dy, \
     const float *RESTRICT dt_bias, const float *RESTRICT a_log, const float *RESTRICT skip, \
     float *RESTRICT d_conv, float *RESTRICT d_proj, \
     float *RESTRICT d_a_log, float *RESTRICT d_dt_bias, float *RESTRICT d_skip) { \
        const ScanGradients g = {d_conv, d_proj, d_a_log, d_dt_bias, d_skip}; \
        chunk_backward<MODE>((known_sizes<KNOWN, BACKWARD_BATCH(KNOWN)>(s)), proj, pre, dt, \
        sums_high, sums_low, states, d_states, dy, \
                             dt_bias, a_log, skip, g); \
    }
#define DEFINE_BACKWARD(suffix, MODE) IN_ALL_SIZES(DEFINE_BACKWARD_SIZE, suffix, MODE)
IN_ALL_MODES(DEFINE_BACKWARD)
