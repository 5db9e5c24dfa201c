// CompactRing.java: the newest values of a series, in shared memory. Its places are the same in
// every lane; a barrier of the warp stands around whatever changes the values.
#pragma once
#include "causal_math.cuh"

enum { RING_EXACT = 32, RING_FOLLOW_EVERY = 16 };
#define RING_MOST_RATIO 1048576.0

struct CausalRing {
    double *newest;
    float *olds;
    int capacity, exact, old, next, next_old;
    double anchor, unit;
};

DEVICE void ring_init(CausalRing &r) {
    r.next = r.next_old = 0;
    r.anchor = 0;
    r.unit = 1;
    ROLLED for (int i = LANE; i < r.exact; i += 32) {
        r.newest[i] = not_known();
    }
    ROLLED for (int i = LANE; i < r.old; i += 32) {
        r.olds[i] = (float)not_known();
    }
    WARP_BARRIER();
}

DEVICE float ring_encode(const CausalRing &r, double value) {
    const double largest = 3.4028234663852886e38;
    return (float)within((value - r.anchor) / r.unit, largest);
}

DEVICE void ring_add(CausalRing &r, double value) {
    WARP_BARRIER();
    if (LANE == 0) {
        if (r.old > 0) {
            r.olds[r.next_old] = ring_encode(r, r.newest[r.next]);
        }
        r.newest[r.next] = value;
    }
    if (r.old > 0) {
        r.next_old = r.next_old + 1 == r.old ? 0 : r.next_old + 1;
    }
    r.next = r.next + 1 == r.exact ? 0 : r.next + 1;
    WARP_BARRIER();
}

OUTLINED void ring_follow(CausalRing &r, double location, double scale) {
    if (!(fabs(location) < INFINITY) || !(scale < INFINITY)) {
        return;
    }
    const double ratio = scale / r.unit;
    const bool near = fabs(location - r.anchor) <= 4 * scale;
    if (near && ratio >= 1 / RING_MOST_RATIO && ratio <= RING_MOST_RATIO) {
        return;
    }
    const double from = r.anchor;
    const double by = r.unit;
    r.anchor = location;
    const int exponent = ilogb(scale);
    r.unit = scalbn(1.0, exponent < -1000 ? -1000 : least(exponent, 1000));
    WARP_BARRIER();
    ROLLED for (int i = LANE; i < r.old; i += 32) {
        r.olds[i] = ring_encode(r, from + by * r.olds[i]);
    }
    WARP_BARRIER();
}

DEVICE int ring_old_place(const CausalRing &r, int events) {
    const int at = r.next_old - 1 - (events - r.exact);
    return at < 0 ? at + r.old : at;
}

OUTLINED double ring_ago(const CausalRing &r, int events) {
    if (events < r.exact) {
        const int at = r.next - 1 - events;
        return r.newest[at < 0 ? at + r.exact : at];
    }
    return events >= r.capacity ? not_known() : r.anchor + r.unit * r.olds[ring_old_place(r, events)];
}

OUTLINED double ring_near(const CausalRing &r, int events, double location, double reach) {
    const double value = ring_ago(r, events);
    return fabs(value - location) <= reach ? value : not_known();
}

OUTLINED double ring_known(const CausalRing &r, int events, int back, double location, double reach) {
    ROLLED for (int i = 0; i <= back; i++) {
        const double value = ring_near(r, events + i, location, reach);
        if (!is_nan(value)) {
            return value;
        }
    }
    return not_known();
}

OUTLINED double ring_largest_change(const CausalRing &r) {
    double largest = 0, later = not_known();
    ROLLED for (int i = 0; i < r.capacity; i++) {
        const double value = ring_ago(r, i);
        if (!is_nan(value)) {
            largest = most(largest, is_nan(later) ? 0 : fabs(later - value));
            later = value;
        }
    }
    return largest;
}

OUTLINED void ring_shift(CausalRing &r, int events, double by) {
    WARP_BARRIER();
    ROLLED for (int i = events + LANE; i < r.exact; i += 32) {
        const int at = r.next - 1 - i;
        r.newest[at < 0 ? at + r.exact : at] += by;
    }
    const double from = r.anchor;
    r.anchor += by;
    ROLLED for (int i = r.exact + LANE; i < least(events, r.capacity); i += 32) {
        const int at = ring_old_place(r, i);
        r.olds[at] = ring_encode(r, from + r.unit * r.olds[at]);
    }
    WARP_BARRIER();
}

OUTLINED double ring_quotient(double product, double left, double right) {
    const double r = warp_sum_double(product) /
                     (sqrt(warp_sum_double(left)) * sqrt(warp_sum_double(right)));
    return is_nan(r) ? 0 : r;
}

// The lanes share the pairs, so the sums have another order than Java's.
OUTLINED double ring_correlation(const CausalRing &r, int lag, int n, double location, double reach) {
    double product = 0, left = 0, right = 0;
    const double base = r.anchor - location;
    ROLLED for (int i = LANE; i < n - lag; i += 32) {
        double x, y;
        if (i < r.exact) {
            x = ring_ago(r, i) - location;
            y = ring_ago(r, i + lag) - location;
        } else {
            x = fma(r.unit, (double)r.olds[ring_old_place(r, i)], base);
            y = fma(r.unit, (double)r.olds[ring_old_place(r, i + lag)], base);
        }
        if (fabs(x) <= reach && fabs(y) <= reach) {
            product = fma(x, y, product);
            left = fma(x, x, left);
            right = fma(y, y, right);
        }
    }
    return ring_quotient(product, left, right);
}

OUTLINED double ring_difference_correlation(const CausalRing &r, int lag, int by, int n,
                                          double location, double reach) {
    double product = 0, left = 0, right = 0;
    ROLLED for (int i = LANE; i < n - lag - by; i += 32) {
        const double x =
            ring_near(r, i, location, reach) - ring_near(r, i + by, location, reach);
        const double y =
            ring_near(r, i + lag, location, reach) - ring_near(r, i + lag + by, location, reach);
        if (!is_nan(x) && !is_nan(y)) {
            product = fma(x, y, product);
            left = fma(x, x, left);
            right = fma(y, y, right);
        }
    }
    return ring_quotient(product, left, right);
}
