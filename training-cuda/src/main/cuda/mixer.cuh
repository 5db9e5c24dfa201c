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
    int known;  // see known_sizes
    float dt_min, dt_max;
};

// Sizes that the compiler knows: those of the bundled model and of the presets, named by their
// state; 0 for any others. All have one group, a convolution of 4, the usual norm, and all of
// d_inner in the scan.
template <int KNOWN, int BATCH>
DEVICE Mixer known_sizes(Mixer s) {
    if constexpr (KNOWN != 0) {
        s.chunk = 32;
        s.heads = KNOWN == 128 ? 8 : 4;
        s.headdim = KNOWN == 128 ? 64 : KNOWN;
        s.state = KNOWN;
        s.groups = 1;
        s.conv_channels = s.heads * s.headdim + 2 * KNOWN;
        s.taps = 4;
        s.batch = BATCH;
        s.proj_row = ceil_div(s.heads * s.headdim + s.conv_channels + s.heads, 8) * 8;
        s.conv_row = s.conv_channels;
        s.y_row = s.heads * s.headdim;
        s.mlp = 0;
        s.gated_row = s.y_row;
        s.norm_groups = 1;
        s.norm_first = 0;
        s.d_has_hdim = 0;
    }
    return s;
}

// Heads that a block takes at a time for known sizes; ScanShape chooses the same.
#define FORWARD_BATCH(KNOWN) 4
#define BACKWARD_BATCH(KNOWN) (KNOWN == 64 ? 2 : KNOWN == 128 ? 1 : 4)

// Calls a function of a Mixer with its sizes known to the compiler, if they are.
template <class F>
DEVICE void with_known_sizes(Mixer s, F call) {
    switch (s.known) {
        case 16: call(known_sizes<16, 4>(s)); break;
        case 32: call(known_sizes<32, 4>(s)); break;
        case 64: call(known_sizes<64, 4>(s)); break;
        case 128: call(known_sizes<128, 4>(s)); break;
        default: call(s);
    }
}

// Defines a kernel for a mode and all sizes: name_mode, name_mode_16, ...
#define IN_ALL_SIZES(define, suffix, MODE) \
    define(suffix, MODE, 0) \
    define(suffix##_16, MODE, 16) \
    define(suffix##_32, MODE, 32) \
    define(suffix##_64, MODE, 64) \
    define(suffix##_128, MODE, 128)

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
DEVICE void load_columns(float *to, int ld, const float *from, int from_row, int column,
                         int columns, int padded, Chunk c, int chunk) {
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
