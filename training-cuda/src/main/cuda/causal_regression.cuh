// CompactLeastSquares.java by a segment of a warp: lane j holds coordinate j of the row that is
// eliminated, lane n its target. Each number of the state is only ever touched by one lane, so
// nothing waits. Regressions of at most 15 coordinates go in pairs, each in half a warp.
#pragma once
#include "causal_math.cuh"

#define RLS_FORGETTING 0.9995
#define RLS_RIDGE 1e-6
enum { RLS_RIDGE_EVERY = 4, HALF_WARP = 16 };

// One regression as a lane sees it; the segment's other lanes see the same one.
struct Regression {
    float *state;
    int n;
    int width, lane;  // of the segment, and within it
    bool on;          // false: nothing is learned
    float ridge;      // that one coordinate gets back in its turn
};

DEVICE int rls_size(int n) { return n * (n + 1) / 2 + n; }

DEVICE float segment_from(const Regression &r, float value, int lane) {
    return lane_from(value, lane, r.width);
}

// The place of this lane's number in row i: the diagonal's in lane i, the target's in lane n.
DEVICE int rls_place(const Regression &r, int i) {
    return r.lane == r.n ? r.n * (r.n + 1) / 2 + i : i * r.n - i * (i - 1) / 2 + r.lane - i;
}

// From this lane's place in row i to that in row i + 1.
DEVICE int rls_next(const Regression &r, int i) { return r.lane == r.n ? 1 : r.n - i - 1; }

// Lanes before i have no number in row i.
DEVICE bool rls_owns(const Regression &r, int i) { return r.lane >= i && r.lane <= r.n; }

OUTLINED void rls_init(const Regression &r) {
    ROLLED for (int i = 0; i < r.n; i++) {
        if (r.on && rls_owns(r, i)) {
            r.state[rls_place(r, i)] =
                r.lane == i
                    ? (float)(RLS_RIDGE * pow(RLS_FORGETTING, RLS_RIDGE_EVERY * (r.n - i) - 1))
                    : 0.0f;
        }
    }
}

// Eliminates a row of some weight, coordinate by coordinate; returns what is left of its target.
OUTLINED float rls_eliminate(const Regression &r, int from, float row, float forgetting,
                             float weight) {
    row = r.on ? row : 0;
    float inverse = 1 / weight;
    int at = rls_place(r, from);
    ROLLED for (int i = from; i < r.n; at += rls_next(r, i++)) {
        const float x = segment_from(r, row, i);
        const float own = rls_owns(r, i) ? r.state[at] : 0;
        const float d = segment_from(r, forgetting * own, i);
        if (x != 0) {
            const float share = x / d;
            inverse = fmaf(x, share, inverse);
            const float next = 1 / inverse;
            if (r.lane == i) {
                r.state[at] = fmaf(x * x, weight, d);
            } else if (rls_owns(r, i)) {
                row = fmaf(-x, own, row);
                r.state[at] = fmaf(share * next, row, own);
            }
            weight = next;
        } else if (r.on && r.lane == i) {
            r.state[at] = d;
        }
    }
    return segment_from(r, row, r.n);
}

// Learns one event; row is this lane's feature, or the target. Returns the error before.
OUTLINED float rls_learn(const Regression &r, int &cursor, float row) {
    const float left = rls_eliminate(r, 0, row, (float)RLS_FORGETTING, 1);
    const int place = cursor;
    if (r.on) {
        cursor = place + 1 == RLS_RIDGE_EVERY * r.n ? 0 : place + 1;
    }
    const bool due = r.on && place % RLS_RIDGE_EVERY == 0;
    const int k = place / RLS_RIDGE_EVERY;
    const float d = segment_from(r, r.lane == k ? r.state[rls_place(r, k)] : 0, k);
    Regression restored = r;
    restored.on = due && d + r.ridge != d;
    if (warp_sum(restored.on ? 1 : 0) > 0) {
        rls_eliminate(restored, 0, r.lane == k ? 1 : 0, 1, r.ridge);
    }
    return left;
}

OUTLINED float rls_predict(const Regression &r, float row) {
    float sum = 0;
    int at = rls_place(r, 0);
    ROLLED for (int i = 0; i < r.n; at += rls_next(r, i++)) {
        const float x = segment_from(r, row, i);
        const float own = r.lane > i && r.lane <= r.n ? r.state[at] : 0;
        if (r.lane == r.n) {
            sum = fmaf(x, own, sum);
        } else {
            row = fmaf(-x, own, row);
        }
    }
    return segment_from(r, sum, r.n);
}

OUTLINED void rls_carry(const Regression &r, double factor, double shift) {
    ROLLED for (int i = 0; i < r.n; i++) {
        const int at = rls_place(r, i);
        if (r.on && i == 0 && r.lane >= 1 && r.lane <= r.n) {
            r.state[at] *= (float)factor;
        }
        if (r.on && i > 0 && r.lane == i) {
            r.state[at] *= (float)(factor * factor);
        }
        if (r.on && i == 0 && r.lane == 1) {
            r.state[at] += (float)shift;
        }
    }
}
