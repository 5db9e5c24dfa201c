// The sizes of a mixer's work, and how its kernels read tokens.
#pragma once
#include "tiles.cuh"

struct Mixer {
    int sequences, length, chunk, chunks;
    int heads, headdim, state, groups;
    int conv_channels, taps;
    int batch;                     // heads of a group that the scan's kernels take at a time
    int proj_row, conv_row, y_row;  // floats from one row to the next
    int mlp, gated_row;
    int norm_groups, norm_first;    // norm_groups is 0 without a norm
    int d_has_hdim;
    float dt_min, dt_max;
};

DEVICE int tokens_of(Mixer s) { return s.sequences * s.length; }
DEVICE int ssm_channels(Mixer s) { return s.heads * s.headdim; }
DEVICE int heads_of_group(Mixer s) { return s.heads / s.groups; }
// Where z, the convolution's channels and dt lie in a row of the projection.
DEVICE int z_at(Mixer s) { return 2 * s.mlp; }
DEVICE int raw_at(Mixer s) { return 2 * s.mlp + ssm_channels(s); }
DEVICE int dt_at(Mixer s) { return raw_at(s) + s.conv_channels; }
DEVICE int b_at(Mixer s, int group) { return ssm_channels(s) + group * s.state; }
DEVICE int c_at(Mixer s, int group) { return ssm_channels(s) + (s.groups + group) * s.state; }
DEVICE long long state_size(Mixer s) { return (long long)ssm_channels(s) * s.state; }
DEVICE int up(int n, int to) { return ceil_div(n, to) * to; }

// One chunk of one sequence and one group of heads: what a block of the scan's kernels works on.
struct Chunk {
    int sequence, index, group;
    int first, count;  // tokens
    int head0, heads;
};

DEVICE Chunk this_chunk(Mixer s) {
    Chunk c;
    c.sequence = BLOCK_X / s.chunks;
    c.index = BLOCK_X % s.chunks;
    c.group = BLOCK_Y;
    c.first = c.sequence * s.length + c.index * s.chunk;
    c.count = least(s.chunk, s.length - c.index * s.chunk);
    c.heads = heads_of_group(s);
    c.head0 = c.group * c.heads;
    return c;
}

// The state of a head of this block's chunk: [headdim][state].
DEVICE long long state_at(Mixer s, int head) {
    return ((long long)BLOCK_X * s.heads + head) * s.headdim * s.state;
}

// Copies columns of the chunk's tokens into rows of shared memory, through the SiLU if asked;
// what is outside the chunk or beyond the columns is 0.
template <bool SILU>
DEVICE void load_columns(float *to, int ld, const float *from, int from_row, int column, int columns,
                         int padded, Chunk c, int chunk) {
    for (int i = THREAD; i < chunk * padded; i += THREADS) {
        const int t = i / padded;
        const int n = i % padded;
        float v = 0.0f;
        if (t < c.count && n < columns) {
            v = from[(long long)(c.first + t) * from_row + column + n];
            v = SILU ? silu(v) : v;
        }
        to[t * ld + n] = v;
    }
}

// The sum of log decays from a chunk's first token up to and including each token, as two floats,
// so that differences between far tokens stay exact; and dt. Both [heads][chunk].
struct Decays {
    const float *high, *low, *dt;
};

// The decay from after token j to after token i.
DEVICE float decay(const float *high, const float *low, int i, int j) {
    return expf((high[i] - high[j]) + (low[i] - low[j]));
}

// Reads what chunk_state wrote; tokens outside of the chunk neither decay nor add.
DEVICE Decays load_decays(float *shared, const float *sums_high, const float *sums_low,
                          const float *dt, Mixer s, Chunk c) {
    float *high = shared;
    float *low = high + c.heads * s.chunk;
    float *step = low + c.heads * s.chunk;
    for (int i = THREAD; i < c.heads * s.chunk; i += THREADS) {
        const int h = i % c.heads;
        const int t = i / c.heads;
        const bool there = t < c.count;
        const long long at = (long long)(c.first + least(t, c.count - 1)) * s.heads + c.head0 + h;
        high[h * s.chunk + t] = sums_high[at];
        low[h * s.chunk + t] = sums_low[at];
        step[h * s.chunk + t] = there ? dt[at] : 0.0f;
    }
    Decays d;
    d.high = high;
    d.low = low;
    d.dt = step;
    return d;
}
