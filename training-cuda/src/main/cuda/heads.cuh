// The heads: losses and the gradients of the head's linear layer, in one kernel each; and the
// inputs of discrete events.
#pragma once
#include "port.cuh"

enum { HEAD_THREADS = 128, EVENT_PAST = 4 };

struct Quantiles {
    int tokens, horizons, bases, levels, median;
    int row;    // floats from one token's outputs to the next: mixture scores, then offsets
    int batch;  // tokens that a block takes
    int learns;
};

// Each horizon's point mixes its bases by softmax. The median is the point plus an offset; the
// other quantiles follow at distances given by softplus. Offsets and loss are in units. The loss is
// the mean of the levels' pinball losses. Replaces the outputs by the gradient of scale x loss.
KERNEL(quantile_loss, HEAD_THREADS)
(Quantiles s, const float *RESTRICT levels, const float *RESTRICT scale,
 const float *RESTRICT bases, const float *RESTRICT targets,
 const float *RESTRICT units, float *RESTRICT outputs, float *RESTRICT losses) {
    SHARED(shared);
    const int mixes = s.horizons * s.bases;
    const int width = mixes + s.horizons * s.levels;
    const int first = BLOCK_X * s.batch;
    const int count = least(s.batch, s.tokens - first);
    float *out = shared;
    float *base = out + s.batch * width;
    float *quantile = base + s.batch * mixes;
    for (int t = WARP; t < count; t += THREADS / 32) {
        const float *from = outputs + (long long)(first + t) * s.row;
        UNROLL4 for (int i = LANE; i < width; i += 32) { out[t * width + i] = from[i]; }
    }
    UNROLL4 for (int i = THREAD; i < count * mixes; i += THREADS) {
        base[i] = bases[(long long)first * mixes + i];
    }
    BARRIER();
    float loss = 0.0f;
    for (int i = THREAD; i < count * s.horizons; i += THREADS) {
        const int t = i / s.horizons;
        const int h = i % s.horizons;
        const long long at = (long long)first * s.horizons + i;
        float *mix = out + t * width + h * s.bases;
        const float *b = base + i * s.bases;
        float *offset = out + t * width + mixes + h * s.levels;
        float *q = quantile + i * s.levels;
        const float unit = units[at];
        const float target = targets[at];
        const bool known = target == target;
        const float y = known ? target : 0.0f;
        float most = mix[0];
        for (int k = 1; k < s.bases; k++) {
            most = fmaxf(most, mix[k]);
        }
        float sum = 0.0f, point = 0.0f;
        for (int k = 0; k < s.bases; k++) {
            mix[k] = expf(mix[k] - most);
            sum += mix[k];
        }
        const float whole = 1.0f / sum;
        for (int k = 0; k < s.bases; k++) {
            mix[k] *= whole;
            point += mix[k] * b[k];
        }
        q[s.median] = point + unit * offset[s.median];
        for (int l = s.median + 1; l < s.levels; l++) {
            q[l] = q[l - 1] + unit * softplus(offset[l]);
        }
        for (int l = s.median - 1; l >= 0; l--) {
            q[l] = q[l + 1] - unit * softplus(offset[l]);
        }
        const float weight = known ? 1.0f / (unit * s.levels) : 0.0f;
        for (int l = 0; l < s.levels; l++) {
            const float error = y - q[l];
            loss += weight * (error < 0.0f ? levels[l] - 1.0f : levels[l]) * error;
        }
        if (!s.learns) {
            continue;
        }
        // A quantile moves with every offset between it and the median: sum from outside in.
        const float w = weight * *scale;
        float above = 0.0f, below = 0.0f;
        for (int l = s.levels - 1; l > s.median; l--) {
            above += w * ((y < q[l] ? 1.0f : 0.0f) - levels[l]);
            offset[l] = above * unit * sigmoid(offset[l]);
        }
        for (int l = 0; l < s.median; l++) {
            below += w * ((y < q[l] ? 1.0f : 0.0f) - levels[l]);
            offset[l] = -below * unit * sigmoid(offset[l]);
        }
        const float all =
            above + below + w * ((y < q[s.median] ? 1.0f : 0.0f) - levels[s.median]);
        offset[s.median] = all * unit;
        for (int k = 0; k < s.bases; k++) {
            mix[k] *= (b[k] - point) * all;
        }
    }
    const float total = block_sum(loss, quantile + s.batch * s.horizons * s.levels);
    if (THREAD == 0) {
        losses[BLOCK_X] = total;
    }
    if (s.learns) {
        for (int t = WARP; t < count; t += THREADS / 32) {
            float *to = outputs + (long long)(first + t) * s.row;
            UNROLL4 for (int i = LANE; i < width; i += 32) { to[i] = out[t * width + i]; }
        }
    }
}

// Cross-entropy of the next event's symbol, in nats; a warp takes a token. Replaces the scores by
// the gradient of scale x loss. One loss a token.
KERNEL(symbol_loss, HEAD_THREADS)
(int tokens, int symbols, int row, int learns, const float *RESTRICT scale,
 const float *RESTRICT targets,
 float *RESTRICT scores, float *RESTRICT losses) {
    const int t = BLOCK_X * (THREADS / 32) + WARP;
    if (t >= tokens) {
        return;
    }
    float *s = scores + (long long)t * row;
    const float target = targets[t];
    const bool known = target == target;
    float most = s[0];
    for (int i = LANE; i < symbols; i += 32) {
        most = fmaxf(most, s[i]);
    }
    for (int mask = 16; mask > 0; mask /= 2) {
        most = fmaxf(most, lane_xor(most, mask));
    }
    float sum = 0.0f;
    for (int i = LANE; i < symbols; i += 32) {
        sum += expf(s[i] - most);
    }
    const float normaliser = most + logf(warp_sum(sum));
    const int right = known ? (int)target : 0;
    if (LANE == 0) {
        losses[t] = known ? normaliser - s[right] : 0.0f;
    }
    WARP_BARRIER();
    if (learns) {
        for (int i = LANE; i < symbols; i += 32) {
            const float p = expf(s[i] - normaliser);
            s[i] = known ? *scale * (p - (i == right ? 1.0f : 0.0f)) : 0.0f;
        }
    }
}

// Writes 1 for each symbol of a token at its place, 0 for all others, and the gap last.
KERNEL(expand_events, HEAD_THREADS)
(int tokens, int symbols, int row, const float *RESTRICT events, float *RESTRICT inputs) {
    const long long i = (long long)BLOCK_X * THREADS + THREAD;
    const int t = (int)(i / row);
    const int n = (int)(i % row);
    if (t >= tokens) {
        return;
    }
    const float *event = events + (long long)t * (EVENT_PAST + 1);
    float v = 0.0f;
    if (n < EVENT_PAST * symbols) {
        v = (int)event[n / symbols] == n % symbols ? 1.0f : 0.0f;
    } else if (n == EVENT_PAST * symbols) {
        v = event[EVENT_PAST];
    }
    inputs[i] = v;
}
