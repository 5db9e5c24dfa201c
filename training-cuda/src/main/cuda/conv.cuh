// The causal convolution over x, B and C, before its SiLU, and its gradients. A thread takes one
// channel of some tokens in a row and keeps the window in registers.
#pragma once
#include "mixer.cuh"

enum { CONV_THREADS = 128, CONV_RUN = 16, CONV_BACK_RUN = 32, FEW_TAPS = 4, MOST_TAPS = 16 };

// The convolution's raw input of a channel, some tokens before the sequence too.
struct Raw {
    const float *proj, *tail;  // at the sequence's first token; null: zeros
    int proj_row, channels, taps;
};

DEVICE float raw_of(Raw r, int t, int channel) {
    if (t >= 0) {
        return r.proj[(long long)t * r.proj_row + channel];
    }
    const int k = r.taps - 1 + t;
    return r.tail != nullptr && k >= 0 ? r.tail[k * r.channels + channel] : 0.0f;
}

DEVICE Raw raw_from(Mixer s, int sequence, const float *proj, const int *fresh,
                    const float *carried) {
    Raw r;
    r.proj = proj + (long long)sequence * s.length * s.proj_row + raw_at(s);
    r.tail = *fresh != 0 ? nullptr
                         : carried + (long long)sequence * (s.taps - 1) * s.conv_channels;
    r.proj_row = s.proj_row;
    r.channels = s.conv_channels;
    r.taps = s.taps;
    return r;
}

// Weights from the newest token back; 0 beyond the convolution's width.
template <int MOST>
DEVICE void taps_of(float (&w)[MOST], const float *weight, int channel, int taps) {
    UNROLL for (int m = 0; m < MOST; m++) {
        w[m] = m < taps ? weight[channel * taps + taps - 1 - m] : 0.0f;
    }
}

template <int MOST>
DEVICE void conv_forward(Mixer s, const int *fresh, const float *proj, const float *carried,
                         const float *weight, const float *bias, float *pre, float *last) {
    const int runs = ceil_div(s.length, CONV_RUN);
    const long long at = (long long)BLOCK_X * THREADS + THREAD;
    const int channel = (int)(at % s.conv_channels);
    const int run = (int)(at / s.conv_channels);
    if (run >= s.sequences * runs) {
        return;
    }
    const int sequence = run / runs;
    const int first = run % runs * CONV_RUN;
    const int end = least(s.length, first + CONV_RUN);
    const Raw raw = raw_from(s, sequence, proj, fresh, carried);
    float w[MOST], window[MOST];
    taps_of(w, weight, channel, s.taps);
    UNROLL for (int m = 1; m < MOST; m++) {
        window[m - 1] = m < s.taps ? raw_of(raw, first - m, channel) : 0.0f;
    }
    const float start = bias != nullptr ? bias[channel] : 0.0f;
    float *to = pre + (long long)sequence * s.length * s.conv_row + channel;
    UNROLL for (int i = 0; i < CONV_RUN; i++) {
        const int t = first + i;
        if (t < end) {
            UNROLL for (int m = MOST - 1; m > 0; m--) { window[m] = window[m - 1]; }
            window[0] = raw_of(raw, t, channel);
            float sum = start;
            UNROLL for (int m = MOST - 1; m >= 0; m--) { sum += w[m] * window[m]; }
            to[(long long)t * s.conv_row] = sum;
        }
    }
    if (end == s.length) {
        for (int k = 0; k < s.taps - 1; k++) {
            last[((long long)sequence * (s.taps - 1) + k) * s.conv_channels + channel] =
                raw_of(raw, s.length - s.taps + 1 + k, channel);
        }
    }
}

// From the gradients after the SiLU to those of the raw inputs, and parts of the weights' ones.
template <int MOST>
DEVICE void conv_backward(Mixer s, const int *fresh, const float *proj, const float *carried,
                          const float *weight, const float *pre, const float *d_conv,
                          float *d_proj, float *weight_parts, float *bias_parts) {
    const int runs = ceil_div(s.length, CONV_BACK_RUN);
    const long long at = (long long)BLOCK_X * THREADS + THREAD;
    const int channel = (int)(at % s.conv_channels);
    const int run = (int)(at / s.conv_channels);
    if (run >= s.sequences * runs) {
        return;
    }
    const int sequence = run / runs;
    const int first = run % runs * CONV_BACK_RUN;
    const int end = least(s.length, first + CONV_BACK_RUN);
    const long long base = (long long)sequence * s.length;
    const Raw raw = raw_from(s, sequence, proj, fresh, carried);
    // Written without branches, so that loads of several tokens are under way at once.
    auto slope_at = [=](int t) {
        const long long row = (base + least(t, s.length - 1)) * s.conv_row + channel;
        const float v = d_conv[row] * silu_slope(pre[row]);
        return t < s.length ? v : 0.0f;
    };
    float w[MOST], d_w[MOST], window[MOST], later[MOST];
    taps_of(w, weight, channel, s.taps);
    UNROLL for (int m = 0; m < MOST; m++) {
        d_w[m] = 0.0f;
        window[m] = m > 0 && m < s.taps ? raw_of(raw, first - m, channel) : 0.0f;
        later[m] = m < s.taps - 1 ? slope_at(first + m) : 0.0f;
    }
    UNROLL for (int m = 0; m + 1 < MOST; m++) { window[m] = window[m + 1]; }
    float d_bias = 0.0f;
    float *to = d_proj + base * s.proj_row + raw_at(s) + channel;
    UNROLL4 for (int t = first; t < end; t++) {
        UNROLL for (int m = MOST - 1; m > 0; m--) { window[m] = window[m - 1]; }
        window[0] = raw_of(raw, t, channel);
        const float newest = slope_at(t + s.taps - 1);
        float sum = 0.0f;
        UNROLL for (int m = 0; m < MOST; m++) {
            later[m] = m == s.taps - 1 ? newest : later[m];
            sum += m < s.taps ? w[m] * later[m] : 0.0f;
        }
        const float own = later[0];
        d_bias += own;
        UNROLL for (int m = 0; m < MOST; m++) { d_w[m] += own * window[m]; }
        UNROLL for (int m = 0; m + 1 < MOST; m++) { later[m] = later[m + 1]; }
        to[(long long)t * s.proj_row] = sum;
    }
    float *part = weight_parts + ((long long)run * s.conv_channels + channel) * s.taps;
    UNROLL for (int m = 0; m < MOST; m++) {
        if (m < s.taps) {
            part[s.taps - 1 - m] = d_w[m];
        }
    }
    if (bias_parts != nullptr) {
        bias_parts[(long long)run * s.conv_channels + channel] = d_bias;
    }
}

#define DEFINE_CONV(suffix, MOST) \
    KERNEL(conv_forward_##suffix, CONV_THREADS) \
    (Mixer s, const int *RESTRICT fresh, const float *RESTRICT proj, \
     const float *RESTRICT carried, const float *RESTRICT weight, \
     const float *RESTRICT bias, float *RESTRICT pre, float *RESTRICT last) { \
        with_known_sizes(s, [=](Mixer known) { \
            conv_forward<MOST>(known, fresh, proj, carried, weight, bias, pre, last); \
        }); \
    } \
    KERNEL(conv_backward_##suffix, CONV_THREADS) \
    (Mixer s, const int *RESTRICT fresh, const float *RESTRICT proj, \
     const float *RESTRICT carried, const float *RESTRICT weight, \
     const float *RESTRICT pre, const float *RESTRICT d_conv, float *RESTRICT d_proj, \
     float *RESTRICT weight_parts, \
     float *RESTRICT bias_parts) { \
        with_known_sizes(s, [=](Mixer known) { \
            conv_backward<MOST>(known, fresh, proj, carried, weight, pre, d_conv, d_proj, \
                                weight_parts, bias_parts); \
        }); \
    }
DEFINE_CONV(few, FEW_TAPS)
DEFINE_CONV(most, MOST_TAPS)
