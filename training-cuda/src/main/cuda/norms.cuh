// Norms and gates. A warp takes one token at a time; blocks go through the tokens in a fixed order
// and leave one part of each weight's gradient.
#pragma once
#include "mixer.cuh"

enum { NORM_THREADS = 256 };

DEVICE float inverse_root(float squares, int count) {
    return 1.0f / sqrtf(squares / count + 1e-5f);
}

// Adds up the warps' sums of a weight's gradient: [warps][channels] in shared memory.
DEVICE void write_sums(const float *sums, int channels, float *parts) {
    BARRIER();
    for (int i = THREAD; i < channels; i += THREADS) {
        float sum = 0.0f;
        for (int w = 0; w < THREADS / 32; w++) {
            sum += sums[w * channels + i];
        }
        parts[(long long)BLOCK_X * channels + i] = sum;
    }
}

// The gradient of a residual stream: what went round the layer plus what goes through its norm.
KERNEL(norm_backward, NORM_THREADS)
(int tokens, int width, int row, const float *RESTRICT x, const float *RESTRICT inverse,
 const float *RESTRICT weight,
 const float *RESTRICT dy, const float *RESTRICT around, float *RESTRICT dx,
 float *RESTRICT parts) {
    SHARED(sums);
    float *own = sums + WARP * width;
    for (int i = LANE; i < width; i += 32) {
        own[i] = 0.0f;
    }
    const int warps = THREADS / 32;
    for (int t = BLOCK_X * warps + WARP; t < tokens; t += BLOCKS_X * warps) {
        const long long at = (long long)t * row;
        const float inv = inverse[t];
        float dot = 0.0f;
        for (int i = LANE; i < width; i += 32) {
            const float product = x[at + i] * dy[at + i];
            own[i] += inv * product;
            dot += product * weight[i];
        }
        const float back = inv * inv * inv * warp_sum(dot) / width;
        for (int i = LANE; i < width; i += 32) {
            const float through = inv * weight[i] * dy[at + i] - back * x[at + i];
            dx[at + i] = around != nullptr ? around[at + i] + through : through;
        }
    }
    write_sums(sums, width, parts);
}

// What out_proj reads: the inner MLP's channels, then norm(y silu(z)), or norm(y) silu(z), or
// y silu(z).
DEVICE void gate_forward_rows(Mixer s, const float *proj, const float *y, const float *norm,
                              float *gated) {
    const int warps = THREADS / 32;
    const int channels = ssm_channels(s);
    const int groups = s.norm_groups > 0 ? s.norm_groups : 1;
    const int size = channels / groups;
    for (int t = BLOCK_X * warps + WARP; t < tokens_of(s); t += BLOCKS_X * warps) {
        const float *row = proj + (long long)t * s.proj_row;
        const float *in = y + (long long)t * s.y_row;
        float *out = gated + (long long)t * s.gated_row;
        for (int i = LANE; i < s.mlp; i += 32) {
            out[i] = silu(row[i]) * row[s.mlp + i];
        }
        const float *z = row + z_at(s);
        out += s.mlp;
        for (int from = 0; from < channels; from += size) {
            float inv = 1.0f;
            if (s.norm_groups > 0) {
                float squares = 0.0f;
                for (int i = from + LANE; i < from + size; i += 32) {
                    const float v = s.norm_first ? in[i] : in[i] * silu(z[i]);
                    squares += v * v;
                }
                inv = inverse_root(warp_sum(squares), size);
            }
            for (int i = from + LANE; i < from + size; i += 32) {
                const float scale = norm != nullptr ? inv * norm[i] : 1.0f;
                out[i] = in[i] * silu(z[i]) * scale;
            }
        }
    }
}

KERNEL(gate_forward, NORM_THREADS)
(Mixer s, const float *RESTRICT proj, const float *RESTRICT y, const float *RESTRICT norm,
 float *RESTRICT gated) {
    with_known_sizes(s, [=](Mixer known) {
        gate_forward_rows(known, proj, y, norm, gated);
    });
}

// Backward of gate_forward: writes dy and the columns z0, x0 and z of the projection's gradient.
DEVICE void gate_backward_rows(Mixer s, const float *proj, const float *y, const float *norm,
                               const float *d_gated, float *dy, float *d_proj, float *parts) {
    SHARED(sums);
    const int warps = THREADS / 32;
    const int channels = ssm_channels(s);
    const int groups = s.norm_groups > 0 ? s.norm_groups : 1;
    const int size = channels / groups;
    float *own = sums + WARP * channels;
    for (int i = LANE; i < channels; i += 32) {
        own[i] = 0.0f;
    }
    // With several groups another lane goes on with what this one cleared.
    WARP_BARRIER();
    for (int t = BLOCK_X * warps + WARP; t < tokens_of(s); t += BLOCKS_X * warps) {
        const float *row = proj + (long long)t * s.proj_row;
        const float *in = y + (long long)t * s.y_row;
        const float *d = d_gated + (long long)t * s.gated_row;
        float *d_row = d_proj + (long long)t * s.proj_row;
        float *d_in = dy + (long long)t * s.y_row;
        for (int i = LANE; i < s.mlp; i += 32) {
            d_row[i] = d[i] * row[s.mlp + i] * silu_slope(row[i]);
            d_row[s.mlp + i] = d[i] * silu(row[i]);
        }
        const float *z = row + z_at(s);
        float *dz = d_row + z_at(s);
        d += s.mlp;
        for (int from = 0; from < channels; from += size) {
            float inv = 1.0f, back = 0.0f;
            if (s.norm_groups > 0) {
                float squares = 0.0f, dot = 0.0f;
                for (int i = from + LANE; i < from + size; i += 32) {
                    const float gate = silu(z[i]);
                    const float v = s.norm_first ? in[i] : in[i] * gate;
                    const float into = s.norm_first ? d[i] * gate : d[i];
                    squares += v * v;
                    dot += v * norm[i] * into;
                }
                inv = inverse_root(warp_sum(squares), size);
                back = inv * inv * inv * warp_sum(dot) / size;
            }
            for (int i = from + LANE; i < from + size; i += 32) {
                const float gate = silu(z[i]);
                const float slope = silu_slope(z[i]);
                if (s.norm_groups == 0) {
                    dz[i] = in[i] * d[i] * slope;
                    d_in[i] = gate * d[i];
                } else if (s.norm_first) {
                    const float into = d[i] * gate;
                    own[i] += in[i] * inv * into;
                    dz[i] = in[i] * inv * norm[i] * d[i] * slope;
                    d_in[i] = inv * norm[i] * into - back * in[i];
                } else {
                    const float v = in[i] * gate;
                    own[i] += v * inv * d[i];
                    const float dv = inv * norm[i] * d[i] - back * v;
                    dz[i] = in[i] * dv * slope;
                    d_in[i] = gate * dv;
                }
            }
        }
    }
    if (parts != nullptr) {
        write_sums(sums, channels, parts);
    }
}

KERNEL(gate_backward, NORM_THREADS)
(Mixer s, const float *RESTRICT proj, const float *RESTRICT y, const float *RESTRICT norm,
 const float *RESTRICT d_gated, float *RESTRICT dy,
 float *RESTRICT d_proj, float *RESTRICT parts) {
    with_known_sizes(s, [=](Mixer known) {
        gate_backward_rows(known, proj, y, norm, d_gated, dy, d_proj, parts);
    });
}

// The SiLU of the trunk without state, and its gradient.
KERNEL(silu_forward, NORM_THREADS)(long long count, const float *RESTRICT x, float *RESTRICT y) {
    const long long i = (long long)BLOCK_X * THREADS + THREAD;
    if (i < count) {
        y[i] = silu(x[i]);
    }
}

KERNEL(silu_backward, NORM_THREADS)
(long long count, const float *RESTRICT x, const float *RESTRICT dy, float *RESTRICT dx) {
    const long long i = (long long)BLOCK_X * THREADS + THREAD;
    if (i < count) {
        dx[i] = dy[i] * silu_slope(x[i]);
    }
}
