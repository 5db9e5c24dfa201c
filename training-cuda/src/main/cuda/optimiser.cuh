// From the parts of the gradients to the next weights: sums in a fixed order, clipping, AdamW.
#pragma once
#include "port.cuh"

enum {
    COLLECT_THREADS = 512,
    COLLECT_NUMBERS = 32,
    COLLECT_LANES = COLLECT_THREADS / COLLECT_NUMBERS,
    FINISH_THREADS = 512,
    UPDATE_THREADS = 256
};

// Where the parts of one parameter's gradient lie.
struct Parts {
    long long from;    // index of the first part
    long long stride;  // from one part to the next
    int to;            // index of the parameter
    int count, parts;
    int first_block;   // of collect_gradients
};

struct Scalars {
    double rate, unbias, decay, beta1, beta2, epsilon, clip;
    float scale;
    int fresh;
};

struct Result {
    double loss, norm;
    int finite, unused;
};

// Sums the parts of each number; each block also sums the squares of its 32 numbers.
KERNEL(collect_gradients, COLLECT_THREADS)
(const Parts *RESTRICT table, const int *RESTRICT entry_of_block, const float *RESTRICT parts,
 float *RESTRICT gradients,
 double *RESTRICT squares) {
    SHARED(sums);
    const Parts p = table[entry_of_block[BLOCK_X]];
    const int number = THREAD % COLLECT_NUMBERS;
    const int lane = THREAD / COLLECT_NUMBERS;
    const int at = (BLOCK_X - p.first_block) * COLLECT_NUMBERS + number;
    float sum = 0.0f;
    if (at < p.count) {
        UNROLL4 for (int i = lane; i < p.parts; i += COLLECT_LANES) {
            sum += parts[p.from + i * p.stride + at];
        }
    }
    sums[THREAD] = sum;
    BARRIER();
    if (THREAD < COLLECT_NUMBERS) {
        float total = 0.0f;
        for (int i = 0; i < COLLECT_LANES; i++) {
            total += sums[i * COLLECT_NUMBERS + THREAD];
        }
        if (at < p.count) {
            gradients[p.to + at] = total;
        }
        sums[THREAD] = at < p.count ? total : 0.0f;
    }
    BARRIER();
    if (THREAD == 0) {
        double square = 0.0;
        for (int i = 0; i < COLLECT_NUMBERS; i++) {
            square += (double)sums[i] * sums[i];
        }
        squares[BLOCK_X] = square;
    }
}

DEVICE bool is_finite(double x) { return x - x == 0.0; }

// One block: the loss and the norm of the whole gradient.
KERNEL(finish_step, FINISH_THREADS)
(int blocks, const double *RESTRICT squares, int loss_count, const float *RESTRICT losses,
 Result *RESTRICT result) {
    SHARED(raw);
    double *sums = reinterpret_cast<double *>(raw);
    double square = 0.0, loss = 0.0;
    for (int i = THREAD; i < blocks; i += THREADS) {
        square += squares[i];
    }
    for (int i = THREAD; i < loss_count; i += THREADS) {
        loss += losses[i];
    }
    sums[THREAD] = square;
    sums[THREADS + THREAD] = loss;
    for (int half = THREADS / 2; half > 0; half /= 2) {
        BARRIER();
        if (THREAD < half) {
            sums[THREAD] += sums[THREAD + half];
            sums[THREADS + THREAD] += sums[THREADS + THREAD + half];
        }
    }
    if (THREAD == 0) {
        result->loss = sums[THREADS];
        result->norm = sqrt(sums[0]);
        result->finite = is_finite(sums[THREADS]) && is_finite(result->norm);
    }
}

// AdamW with the gradient clipped, in double between float32 stores, as the engine in plain Java.
// Leaves everything as it is if loss or gradient is not finite.
KERNEL(update_weights, UPDATE_THREADS)
(int count, const Scalars *RESTRICT scalars, const Result *RESTRICT result,
 const float *RESTRICT gradients,
 const float *RESTRICT decayed, float *RESTRICT weights, float *RESTRICT first,
 float *RESTRICT second) {
    const int i = BLOCK_X * THREADS + THREAD;
    if (i >= count || !result->finite) {
        return;
    }
    const double norm = result->norm;
    const double shrink = norm > scalars->clip ? scalars->clip / norm : 1.0;
    const double g = gradients[i] * shrink;
    const float m = (float)(first[i] + (1.0 - scalars->beta1) * (g - first[i]));
    const float v = (float)(second[i] + (1.0 - scalars->beta2) * (g * g - second[i]));
    first[i] = m;
    second[i] = v;
    const double step = scalars->rate * m / (sqrt(v * scalars->unbias) + scalars->epsilon);
    const double w = weights[i];
    weights[i] = (float)(w - step - scalars->decay * decayed[i] * w);
}

// Takes the sequences' last states for the next pieces, unless the step was refused.
KERNEL(carry_states, UPDATE_THREADS)
(long long count, const Result *RESTRICT result, const float *RESTRICT last,
 float *RESTRICT carried) {
    const long long i = (long long)BLOCK_X * THREADS + THREAD;
    if (i < count && result->finite) {
        carried[i] = last[i];
    }
}
