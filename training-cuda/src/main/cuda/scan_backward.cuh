// The scan's backward pass inside chunks, from the gradients of its outputs and of the states after
// each chunk. It recomputes a chunk's matrices.
#pragma once
#include "scan_output.cuh"

enum { BACKWARD_THREADS = 256 };

// Shared memory of the backward pass, cut from one block of floats.
struct BackwardSpace {
    float *b, *c, *cb, *d_cb, *db, *dc;  // [chunk][...]
    float *x, *dy;                        // [chunk][heads of the batch x headdim]
    float *pairs;                         // [head][chunk][chunk]: what each decay contributes
    float *from_state, *to_state, *d_dt;  // [head][chunk][parts of headdim]
    float *through;                       // [head]
    int ldn, ldq, ldp, p16, n16, parts;
};

DEVICE BackwardSpace backward_space(float *at, Mixer s) {
    BackwardSpace w;
    w.n16 = up(s.state, 16);
    w.p16 = up(s.headdim, 16);
    w.ldn = w.n16 + 4;
    w.ldq = s.chunk + 4;
    w.ldp = s.batch * w.p16 + 4;
    w.parts = w.p16 / 16;
    w.b = at;
    w.c = w.b + s.chunk * w.ldn;
    w.dc = w.c + s.chunk * w.ldn;
    w.db = w.dc + s.chunk * w.ldn;
    w.cb = w.db + s.chunk * w.ldn;
    w.d_cb = w.cb + s.chunk * w.ldq;
    w.x = w.d_cb + s.chunk * w.ldq;
    w.dy = w.x + s.chunk * w.ldp;
    w.pairs = w.dy + s.chunk * w.ldp;
    w.from_state = w.pairs + s.batch * s.chunk * (s.chunk + 1);
    w.to_state = w.from_state + s.batch * s.chunk * w.parts;
    w.d_dt = w.to_state + s.batch * s.chunk * w.parts;
    w.through = w.d_dt + s.batch * s.chunk * w.parts;
    return w;
}

// A head's pointers inside a batch of heads.
struct Head {
    const float *high, *low, *dt;
    const float *x, *dy;
    const float *state, *d_state;  // before and after the chunk, [headdim][state]
};

DEVICE Head head_of(Mixer s, Chunk c, Decays d, BackwardSpace w, const float *states,
                    const float *d_states, int from, int h) {
    Head head;
    head.high = d.high + (from + h) * s.chunk;
    head.low = d.low + (from + h) * s.chunk;
    head.dt = d.dt + (from + h) * s.chunk;
    head.x = w.x + h * w.p16;
    head.dy = w.dy + h * w.p16;
    head.state = states + state_at(s, c.head0 + from + h);
    head.d_state = d_states + state_at(s, c.head0 + from + h);
    return head;
}

// dW = dy (dt x)^T below the diagonal, for all heads of the batch: adds L o dW to the gradient of
// C B^T and leaves what each pair's decay contributes, dW o W.
template <int MODE, class H>
DEVICE void pairs_tile(Mixer s, BackwardSpace w, H head_at, int heads, int i0, int j0) {
    float sum[1][2][4];
    clear_tiles(sum);
    for (int h = 0; h < heads; h++) {
        const Head head = head_at(h);
        float acc[1][2][4];
        clear_tiles(acc);
        warp_product<MODE>(
            acc, w.p16, [=](int i, int k) { return head.dy[(i0 + i) * w.ldp + k]; },
            [=](int j, int k) { return head.x[(j0 + j) * w.ldp + k]; });
        float *pairs = w.pairs + h * s.chunk * (s.chunk + 1);
        UNROLL for (int n = 0; n < 2; n++) {
            UNROLL for (int part = 0; part < 4; part++) {
                const int i = i0 + tile_row(part);
                const int j = j0 + n * 8 + tile_column(part);
                float pair = 0.0f;
                if (j <= i) {
                    const float v =
                        acc[0][n][part] * head.dt[j] * decay(head.high, head.low, i, j);
                    sum[0][n][part] += v;
                    pair = j < i ? v * w.cb[i * w.ldq + j] : 0.0f;
                }
                pairs[i * (s.chunk + 1) + j] = pair;
            }
        }
    }
    visit_tiles(sum, [=](int i, int j, float v) { w.d_cb[(i0 + i) * w.ldq + j0 + j] += v; });
}

// The gradients of dt x and x for 16 tokens and 16 channels of a head, and the sums over these
// channels that the gradients of dt and of the decay to the chunk's end need.
template <int MODE>
DEVICE void inputs_tile(Mixer s, BackwardSpace w, Chunk c, Head head, int h, float skip,
                        const float *skips, int channel0, int j0, int p0, float *dx) {
    float inside[1][2][4], later[1][2][4];
    clear_tiles(inside);
    clear_tiles(later);
    // Tokens j0 and later read token j.
    warp_product<MODE>(
        inside, s.chunk - j0,
        [=](int j, int k) {
            return k >= j ? w.cb[(j0 + k) * w.ldq + j0 + j] *
                                decay(head.high, head.low, j0 + k, j0 + j)
                          : 0.0f;
        },
        [=](int p, int k) { return head.dy[(j0 + k) * w.ldp + p0 + p]; });
    warp_product<MODE>(
        later, w.n16, [=](int j, int k) { return w.b[(j0 + j) * w.ldn + k]; },
        [=](int p, int k) {
            return p0 + p < s.headdim && k < s.state ? head.d_state[(p0 + p) * s.state + k] : 0.0f;
        });
    float ends[2] = {0.0f, 0.0f}, steps[2] = {0.0f, 0.0f};
    UNROLL for (int n = 0; n < 2; n++) {
        UNROLL for (int part = 0; part < 4; part++) {
            const int j = j0 + tile_row(part);
            const int p = p0 + n * 8 + tile_column(part);
            const float end = decay(head.high, head.low, s.chunk - 1, j) * later[0][n][part];
            const float d = inside[0][n][part] + end;
            const float x = head.x[j * w.ldp + p];
            ends[part / 2] += x * head.dt[j] * end;
            steps[part / 2] += x * d;
            if (j < c.count && p < s.headdim) {
                const float skipped = s.d_has_hdim ? skips[channel0 + p] : skip;
                dx[(long long)(c.first + j) * s.conv_row + channel0 + p] =
                    head.dt[j] * d + skipped * head.dy[j * w.ldp + p];
            }
        }
    }
    UNROLL for (int half = 0; half < 2; half++) {
        const float end = quad_sum(ends[half]);
        const float step = quad_sum(steps[half]);
        if (LANE % 4 == 0) {
            const int at = (h * s.chunk + j0 + tile_row(half * 2)) * w.parts + p0 / 16;
            w.to_state[at] = end;
            w.d_dt[at] = step;
        }
    }
}

// What the decays from the chunk's start contribute: the sum over 16 channels of f dy (C state).
template <int MODE>
DEVICE void start_tile(Mixer s, BackwardSpace w, Head head, int h, int i0, int p0) {
    float acc[1][2][4];
    clear_tiles(acc);
    warp_product<MODE>(
        acc, w.n16, [=](int i, int k) { return w.c[(i0 + i) * w.ldn + k]; },
        [=](int p, int k) {
            return p0 + p < s.headdim && k < s.state ? head.state[(p0 + p) * s.state + k] : 0.0f;
        });
    float sums[2] = {0.0f, 0.0f};
    UNROLL for (int n = 0; n < 2; n++) {
        UNROLL for (int part = 0; part < 4; part++) {
            const int i = i0 + tile_row(part);
            sums[part / 2] += head.dy[i * w.ldp + p0 + n * 8 + tile_column(part)] * acc[0][n][part];
        }
    }
    UNROLL for (int half = 0; half < 2; half++) {
        const float sum = quad_sum(sums[half]);
        const int i = i0 + tile_row(half * 2);
        if (LANE % 4 == 0) {
            w.from_state[(h * s.chunk + i) * w.parts + p0 / 16] =
                sum * expf(head.high[i] + head.low[i]);
        }
    }
}

// The parts of dC and dB that go through states: dC += (f dy) state, dB += (e dt x) d_state.
template <int MODE, class H>
DEVICE void keys_tile(Mixer s, BackwardSpace w, H head_at, int heads, bool of_c, int i0, int n0) {
    float acc[1][2][4];
    clear_tiles(acc);
    for (int h = 0; h < heads; h++) {
        const Head head = head_at(h);
        const float *rows = of_c ? head.dy : head.x;
        const float *state = of_c ? head.state : head.d_state;
        warp_product<MODE>(
            acc, w.p16,
            [=](int i, int k) {
                const int t = i0 + i;
                const float weight =
                    of_c ? expf(head.high[t] + head.low[t])
                         : head.dt[t] * decay(head.high, head.low, s.chunk - 1, t);
                return rows[t * w.ldp + k] * weight;
            },
            [=](int n, int k) {
                return n0 + n < s.state && k < s.headdim ? state[k * s.state + n0 + n] : 0.0f;
            });
    }
    float *to = of_c ? w.dc : w.db;
    visit_tiles(acc, [=](int i, int j, float v) { to[(i0 + i) * w.ldn + n0 + j] += v; });
}

// Adds dCB B to dC, and its transpose times C to dB, and writes both.
template <int MODE>
DEVICE void finish_keys(Mixer s, BackwardSpace w, Chunk c, float *dx) {
    const int rows = s.chunk / 16;
    const int across = w.n16 / 16;
    for (int tile = WARP; tile < 2 * rows * across; tile += THREADS / 32) {
        const bool of_c = tile < rows * across;
        const int i0 = tile / across % rows * 16;
        const int n0 = tile % across * 16;
        float acc[1][2][4];
        clear_tiles(acc);
        if (of_c) {
            warp_product<MODE>(
                acc, i0 + 16,
                [=](int i, int k) {
                    return k <= i0 + i ? w.d_cb[(i0 + i) * w.ldq + k] : 0.0f;
                },
                [=](int n, int k) { return w.b[k * w.ldn + n0 + n]; });
        } else {
            warp_product<MODE>(
                acc, s.chunk - i0,
                [=](int j, int k) {
                    return k >= j ? w.d_cb[(i0 + k) * w.ldq + i0 + j] : 0.0f;
                },
                [=](int n, int k) { return w.c[(i0 + k) * w.ldn + n0 + n]; });
        }
        const float *own = of_c ? w.dc : w.db;
        const int column = of_c ? c_at(s, c.group) : b_at(s, c.group);
        visit_tiles(acc, [=](int i, int j, float v) {
            if (i0 + i < c.count && n0 + j < s.state) {
                dx[(long long)(c.first + i0 + i) * s.conv_row + column + n0 + j] =
                    v + own[(i0 + i) * w.ldn + n0 + j];
            }
        });
    }
}
