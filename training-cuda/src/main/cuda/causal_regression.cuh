// CompactLeastSquares.java by a warp: lane j holds coordinate j of the row that is eliminated, lane
// n its target. Each number of the state is only ever touched by one lane, so nothing waits.
#pragma once
#include "causal_math.cuh"

#define RLS_FORGETTING 0.9995
#define RLS_RIDGE 1e-6
enum { RLS_RIDGE_EVERY = 4 };

DEVICE int rls_size(int n) { return n * (n + 1) / 2 + n; }

// The number in row i that this lane owns: the diagonal's in lane i, the target's in lane n. Lanes
// before i own none.
DEVICE int rls_place(int n, int i) {
    return LANE == n ? n * (n + 1) / 2 + i : i * n - i * (i - 1) / 2 + LANE - i;
}

DEVICE void rls_init(float *s, int n, int &cursor) {
    cursor = 0;
    for (int i = 0; i < n; i++) {
        if (LANE >= i && LANE <= n) {
            s[rls_place(n, i)] =
                LANE == i ? (float)(RLS_RIDGE * pow(RLS_FORGETTING, RLS_RIDGE_EVERY * (n - i) - 1))
                          : 0.0f;
        }
    }
}

// Eliminates a row of some weight, coordinate by coordinate; returns what is left of its target.
DEVICE float rls_eliminate(float *s, int n, int from, float row, float forgetting, float weight) {
    float inverse = 1 / weight;
    for (int i = from; i < n; i++) {
        const float x = lane_from(row, i);
        const int at = rls_place(n, i);
        if (x == 0) {
            if (LANE == i) {
                s[at] *= forgetting;
            }
            continue;
        }
        const float d = lane_from(LANE == i ? forgetting * s[at] : 0, i);
        const float share = x / d;
        if (LANE == i) {
            s[at] = fmaf(x * x, weight, d);
        }
        inverse = fmaf(x, share, inverse);
        weight = 1 / inverse;
        if (LANE > i && LANE <= n) {
            const float u = s[at];
            row = fmaf(-x, u, row);
            s[at] = fmaf(share * weight, row, u);
        }
    }
    return lane_from(row, n);
}

// Learns one event; row is this lane's feature, or the target. Returns the error before.
DEVICE float rls_learn(float *s, int n, int &cursor, float row) {
    const float left = rls_eliminate(s, n, 0, row, (float)RLS_FORGETTING, 1);
    const int place = cursor;
    cursor = place + 1 == RLS_RIDGE_EVERY * n ? 0 : place + 1;
    if (place % RLS_RIDGE_EVERY == 0) {
        const int k = place / RLS_RIDGE_EVERY;
        const float ridge = (float)((1 - pow(RLS_FORGETTING, RLS_RIDGE_EVERY * n)) * RLS_RIDGE);
        const float d = lane_from(LANE == k ? s[rls_place(n, k)] : 0, k);
        if (d + ridge != d) {
            rls_eliminate(s, n, k, LANE == k ? 1 : 0, 1, ridge);
        }
    }
    return left;
}

DEVICE float rls_predict(const float *s, int n, float row) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
        const float x = lane_from(row, i);
        if (x == 0) {
            continue;
        }
        if (LANE > i && LANE < n) {
            row = fmaf(-x, s[rls_place(n, i)], row);
        } else if (LANE == n) {
            sum = fmaf(x, s[rls_place(n, i)], sum);
        }
    }
    return lane_from(sum, n);
}

DEVICE void rls_carry(float *s, int n, double factor, double shift) {
    for (int i = 0; i < n; i++) {
        const int at = rls_place(n, i);
        if (i == 0 && LANE >= 1 && LANE <= n) {
            s[at] *= (float)factor;
        }
        if (i > 0 && LANE == i) {
            s[at] *= (float)(factor * factor);
        }
        if (i == 0 && LANE == 1) {
            s[at] += (float)shift;
        }
    }
}
