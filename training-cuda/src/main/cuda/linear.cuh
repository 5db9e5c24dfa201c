// Linear layers over tokens: y = x W^T and its gradients. Rows are padded to multiples of 4 floats;
// the padding of weights is 0 and that of rows is finite.
#pragma once
#include "tiles.cuh"

// A block of 256 threads makes 64 x 64 results; each of its eight warps makes 16 x 32.
enum { TILE = 64, STEP = 32, ALONG = STEP + 4, ACROSS = TILE + 8, LINEAR_THREADS = 256 };

// Reads 64 rows x 32 columns: two vectors a thread; what is outside is 0.
DEVICE void fetch_rows(float4 (&v)[2], const float *from, int ld, int row0, int rows, int k0,
                       int columns) {
    const int k = k0 + THREAD % 8 * 4;
    UNROLL for (int r = 0; r < 2; r++) {
        const int row = row0 + THREAD / 8 + r * 32;
        v[r] = row < rows && k < columns ? load4(from + (long long)row * ld + k) : zero4();
    }
}

template <int MODE>
DEVICE void put_rows(float *to, const float4 (&v)[2]) {
    UNROLL for (int r = 0; r < 2; r++) {
        store4(to + (THREAD / 8 + r * 32) * ALONG + THREAD % 8 * 4, ready4<MODE>(v[r]));
    }
}

// Reads 32 rows x 64 columns.
DEVICE void fetch_columns(float4 (&v)[2], const float *from, int ld, int row0, int rows, int j0,
                          int columns) {
    const int j = j0 + THREAD % 16 * 4;
    UNROLL for (int r = 0; r < 2; r++) {
        const int row = row0 + THREAD / 16 + r * 16;
        v[r] = row < rows && j < columns ? load4(from + (long long)row * ld + j) : zero4();
    }
}

template <int MODE>
DEVICE void put_columns(float *to, const float4 (&v)[2]) {
    UNROLL for (int r = 0; r < 2; r++) {
        store4(to + (THREAD / 16 + r * 16) * ACROSS + THREAD % 16 * 4, ready4<MODE>(v[r]));
    }
}

// Two numbers at an even column of a row that begins at a multiple of 4.
DEVICE void write_pair(float *to, long long at, int column, int columns, float x, float y) {
    if (column + 1 < columns) {
        store2(to + at + column, x, y);
    } else if (column < columns) {
        to[at + column] = x;
    }
}

struct Linear {
    int tokens, outputs, inputs;
    int x_row, y_row, w_row;  // floats from one row to the next
};

// y = x W^T + bias + before. With norm x is normalised first: y = inverse_i sum of
// x_ik norm_k W_jk, where inverse is one over the root of the row's mean square; it is stored for
// the backward pass.
template <int MODE, bool NORM>
DEVICE void linear_forward(Linear s, const float *x, const float *w, const float *bias,
                           const float *before, float *y, const float *norm, float *inverse) {
    SHARED(shared);
    float *left = shared;
    float *right = shared + 2 * TILE * ALONG;
    const int row0 = BLOCK_X * TILE;
    const int column0 = BLOCK_Y * TILE;
    const int depth = ceil_div(s.inputs, 4) * 4;
    const int warp_row = WARP / 2 * 16;
    const int warp_column = WARP % 2 * 32;
    float acc[1][4][4];
    clear_tiles(acc);
    float squares[2] = {0.0f, 0.0f};
    float4 va[2], vb[2];
    fetch_rows(va, x, s.x_row, row0, s.tokens, 0, depth);
    fetch_rows(vb, w, s.w_row, column0, s.outputs, 0, depth);
    for (int k0 = 0, side = 0; k0 < depth; k0 += STEP, side ^= 1) {
        float *a = left + side * TILE * ALONG;
        float *b = right + side * TILE * ALONG;
        if (NORM) {
            const int k = k0 + THREAD % 8 * 4;
            const float4 g = k < depth ? load4(norm + k) : zero4();
            UNROLL for (int r = 0; r < 2; r++) {
                squares[r] += va[r].x * va[r].x + va[r].y * va[r].y + va[r].z * va[r].z +
                              va[r].w * va[r].w;
                va[r].x *= g.x;
                va[r].y *= g.y;
                va[r].z *= g.z;
                va[r].w *= g.w;
            }
        }
        put_rows<MODE>(a, va);
        put_rows<MODE>(b, vb);
        BARRIER();
        if (k0 + STEP < depth) {
            fetch_rows(va, x, s.x_row, row0, s.tokens, k0 + STEP, depth);
            fetch_rows(vb, w, s.w_row, column0, s.outputs, k0 + STEP, depth);
        }
        warp_product<MODE, true>(
            acc, STEP, [=](int i, int k) { return a[(warp_row + i) * ALONG + k]; },
            [=](int j, int k) { return b[(warp_column + j) * ALONG + k]; });
    }
    float *scale = shared + 4 * TILE * ALONG;
    if (NORM) {
        float *parts = scale + TILE;
        UNROLL for (int r = 0; r < 2; r++) {
            parts[(THREAD / 8 + r * 32) * 9 + THREAD % 8] = squares[r];
        }
        BARRIER();
        if (THREAD < TILE) {
            float sum = 0.0f;
            for (int p = 0; p < 8; p++) {
                sum += parts[THREAD * 9 + p];
            }
            const float root = 1.0f / sqrtf(sum / s.inputs + 1e-5f);
            scale[THREAD] = root;
            if (BLOCK_Y == 0 && row0 + THREAD < s.tokens) {
                inverse[row0 + THREAD] = root;
            }
        }
        BARRIER();
    }
    UNROLL for (int n = 0; n < 4; n++) {
        UNROLL for (int part = 0; part < 4; part += 2) {
            const int i = warp_row + tile_row(part);
            const int j = column0 + warp_column + n * 8 + tile_column(part);
            const long long at = (long long)(row0 + i) * s.y_row;
            float v[2] = {acc[0][n][part], acc[0][n][part + 1]};
            UNROLL for (int e = 0; e < 2; e++) {
                if (row0 + i < s.tokens && j + e < s.outputs) {
                    v[e] *= NORM ? scale[i] : 1.0f;
                    v[e] += bias != nullptr ? bias[j + e] : 0.0f;
                    v[e] += before != nullptr ? before[at + j + e] : 0.0f;
                }
            }
            if (row0 + i < s.tokens) {
                write_pair(y, at, j, s.outputs, v[0], v[1]);
            }
        }
    }
}

// dx = dy W.
template <int MODE>
DEVICE void linear_inputs(Linear s, const float *dy, const float *w, float *dx) {
    SHARED(shared);
    float *left = shared;
    float *right = shared + 2 * TILE * ALONG;
    const int row0 = BLOCK_X * TILE;
    const int column0 = BLOCK_Y * TILE;
    const int depth = ceil_div(s.outputs, 4) * 4;
    const int columns = ceil_div(s.inputs, 4) * 4;
    const int warp_row = WARP / 2 * 16;
    const int warp_column = WARP % 2 * 32;
    float acc[1][4][4];
    clear_tiles(acc);
    float4 va[2], vb[2];
    fetch_rows(va, dy, s.y_row, row0, s.tokens, 0, depth);
    fetch_columns(vb, w, s.w_row, 0, s.outputs, column0, columns);
    for (int k0 = 0, side = 0; k0 < depth; k0 += STEP, side ^= 1) {
        float *a = left + side * TILE * ALONG;
        float *b = right + side * STEP * ACROSS;
        put_rows<MODE>(a, va);
        put_columns<MODE>(b, vb);
        BARRIER();
        if (k0 + STEP < depth) {
            fetch_rows(va, dy, s.y_row, row0, s.tokens, k0 + STEP, depth);
            fetch_columns(vb, w, s.w_row, k0 + STEP, s.outputs, column0, columns);
        }
        warp_product<MODE, true>(
            acc, STEP, [=](int i, int k) { return a[(warp_row + i) * ALONG + k]; },
            [=](int j, int k) { return b[k * ACROSS + warp_column + j]; });
    }
    UNROLL for (int n = 0; n < 4; n++) {
        UNROLL for (int part = 0; part < 4; part += 2) {
            const int i = row0 + warp_row + tile_row(part);
            const int j = column0 + warp_column + n * 8 + tile_column(part);
            if (i < s.tokens) {
                write_pair(dx, (long long)i * s.x_row, j, s.inputs, acc[0][n][part],
                           acc[0][n][part + 1]);
            }
        }
    }
}

// One part of dW = dy^T x and of the bias's gradient, over the tokens of this block's third index;
// the optimiser sums the parts. With norm x is normalised as in the forward pass.
template <int MODE, bool NORM>
DEVICE void linear_weights(Linear s, int part_tokens, const float *dy, const float *x,
                           float *parts, float *bias_parts, const float *norm,
                           const float *inverse) {
    SHARED(shared);
    float *left = shared;
    float *right = shared + 2 * STEP * ACROSS;
    const int row0 = BLOCK_X * TILE;
    const int column0 = BLOCK_Y * TILE;
    const int first = BLOCK_Z * part_tokens;
    const int end = least(s.tokens, first + part_tokens);
    const int rows = ceil_div(s.outputs, 4) * 4;
    const int columns = ceil_div(s.inputs, 4) * 4;
    const int warp_row = WARP / 2 * 16;
    const int warp_column = WARP % 2 * 32;
    float acc[1][4][4];
    clear_tiles(acc);
    float bias = 0.0f;
    const int column = column0 + THREAD % 16 * 4;
    const float4 g = NORM && column < columns ? load4(norm + column) : zero4();
    float4 va[2], vb[2];
    fetch_columns(va, dy, s.y_row, first, end, row0, rows);
    fetch_columns(vb, x, s.x_row, first, end, column0, columns);
    for (int t0 = first, side = 0; t0 < end; t0 += STEP, side ^= 1) {
        float *a = left + side * STEP * ACROSS;
        float *b = right + side * STEP * ACROSS;
        if (NORM) {
            UNROLL for (int r = 0; r < 2; r++) {
                const int t = t0 + THREAD / 16 + r * 16;
                const float scale = t < end ? inverse[t] : 0.0f;
                vb[r].x *= scale * g.x;
                vb[r].y *= scale * g.y;
                vb[r].z *= scale * g.z;
                vb[r].w *= scale * g.w;
            }
        }
        put_columns<MODE>(a, va);
        put_columns<MODE>(b, vb);
        BARRIER();
        if (t0 + STEP < end) {
            fetch_columns(va, dy, s.y_row, t0 + STEP, end, row0, rows);
            fetch_columns(vb, x, s.x_row, t0 + STEP, end, column0, columns);
        }
        warp_product<MODE, true>(
            acc, STEP, [=](int i, int k) { return a[k * ACROSS + warp_row + i]; },
            [=](int j, int k) { return b[k * ACROSS + warp_column + j]; });
        if (bias_parts != nullptr && BLOCK_Y == 0 && THREAD < TILE) {
            UNROLL for (int k = 0; k < STEP; k++) { bias += a[k * ACROSS + THREAD]; }
        }
    }
    float *to = parts + (long long)BLOCK_Z * s.outputs * s.w_row;
    UNROLL for (int n = 0; n < 4; n++) {
        UNROLL for (int part = 0; part < 4; part += 2) {
            const int i = row0 + warp_row + tile_row(part);
            const int j = column0 + warp_column + n * 8 + tile_column(part);
            if (i < s.outputs) {
                write_pair(to, (long long)i * s.w_row, j, s.inputs, acc[0][n][part],
                           acc[0][n][part + 1]);
            }
        }
    }
    if (bias_parts != nullptr && BLOCK_Y == 0 && THREAD < TILE && row0 + THREAD < s.outputs) {
        bias_parts[BLOCK_Z * s.outputs + row0 + THREAD] = bias;
    }
}

#define DEFINE_LINEAR(suffix, MODE) \
    BUSY_KERNEL(linear_forward_##suffix, LINEAR_THREADS, MODE == FLOAT32 ? 3 : 4) \
    (Linear s, const float *RESTRICT x, const float *RESTRICT w, const float *RESTRICT bias, \
     const float *RESTRICT before, float *RESTRICT y, \
     const float *RESTRICT norm, float *RESTRICT inverse) { \
        linear_forward<MODE, false>(s, x, w, bias, before, y, norm, inverse); \
    } \
    BUSY_KERNEL(linear_normed_##suffix, LINEAR_THREADS, MODE == FLOAT32 ? 3 : 4) \
    (Linear s, const float *RESTRICT x, const float *RESTRICT w, const float *RESTRICT bias, \
     const float *RESTRICT before, float *RESTRICT y, \
     const float *RESTRICT norm, float *RESTRICT inverse) { \
        linear_forward<MODE, true>(s, x, w, bias, before, y, norm, inverse); \
    } \
    BUSY_KERNEL(linear_inputs_##suffix, LINEAR_THREADS, MODE == FLOAT32 ? 3 : 4) \
    (Linear s, const float *RESTRICT dy, const float *RESTRICT w, float *RESTRICT dx) { \
        linear_inputs<MODE>(s, dy, w, dx); \
    } \
    BUSY_KERNEL(linear_weights_##suffix, LINEAR_THREADS, MODE == FLOAT32 ? 3 : 4) \
    (Linear s, int part_tokens, const float *RESTRICT dy, const float *RESTRICT x, \
     float *RESTRICT parts, \
     float *RESTRICT bias_parts, const float *RESTRICT norm, const float *RESTRICT inverse) { \
        if (norm != nullptr) { \
            linear_weights<MODE, true>(s, part_tokens, dy, x, parts, bias_parts, norm, inverse); \
        } else { \
            linear_weights<MODE, false>(s, part_tokens, dy, x, parts, bias_parts, norm, inverse); \
        } \
    }
IN_ALL_MODES(DEFINE_LINEAR)
