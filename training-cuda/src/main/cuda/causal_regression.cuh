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

OUTLINED void rls_init(float *s, int n, int &cursor) {
    cursor = 0;
    ROLLED for (int i = 0; i < n; i++) {
        if (LANE >= i && LANE <= n) {
            s[rls_place(n, i)] =
                LANE == i ? (float)(RLS_RIDGE * pow(RLS_FORGETTING, RLS_RIDGE_EVERY * (n - i) - 1))
                          : 0.0f;
        }
    }
}

// From this lane's number in row i to that in row i + 1.
DEVICE int rls_next(int n, int i) { return LANE == n ? 1 : n - i - 1; }

// Eliminates a row of some weight, coordinate by coordinate; returns what is left of its target.
OUTLINED float rls_eliminate(float *s, int n, int from, float row, float forgetting, float weight) {
    float inverse = FAST_DIVIDE(1.0f, weight);
    int at = rls_place(n, from);
    ROLLED for (int i = from; i < n; at += rls_next(n, i++)) {
        const float x = lane_from(row, i);
        if (x == 0) {
            if (LANE == i) {
                s[at] *= forgetting;
            }
            continue;
        }
        const float own = LANE >= i && LANE <= n ? s[at] : 0;
        const float d = lane_from(forgetting * own, i);
        const float share = FAST_DIVIDE(x, d);
        inverse = fmaf(x, share, inverse);
        const float next = FAST_DIVIDE(1.0f, inverse);
        if (LANE == i) {
            s[at] = fmaf(x * x, weight, d);
        } else if (LANE > i && LANE <= n) {
            row = fmaf(-x, own, row);
            s[at] = fmaf(share * next, row, own);
        }
        weight = next;
    }
    return lane_from(row, n);
}

// Learns one event; row is this lane's feature, or the target. Returns the error before.
OUTLINED float rls_learn(float *s, int n, int &cursor, float row) {
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

OUTLINED float rls_predict(const float *s, int n, float row) {
    float sum = 0;
    int at = rls_place(n, 0);
    ROLLED for (int i = 0; i < n; at += rls_next(n, i++)) {
        const float x = lane_from(row, i);
        const float own = LANE > i && LANE <= n ? s[at] : 0;
        if (LANE == n) {
            sum = fmaf(x, own, sum);
        } else {
            row = fmaf(-x, own, row);
        }
    }
    return lane_from(sum, n);
}

OUTLINED void rls_carry(float *s, int n, double factor, double shift) {
    ROLLED for (int i = 0; i < n; i++) {
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
