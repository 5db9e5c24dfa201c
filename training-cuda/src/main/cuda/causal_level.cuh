// LevelStep.java and LevelJump.java: a level that moved, and the values before it.
#pragma once
#include "causal_ring.cuh"

enum { STEP_CONFIRMED = 3, JUMP_STRETCH = 8 };

struct LevelStep {
    int run;
    double from, to, known, location, offset;
};

DEVICE void step_init(LevelStep &s) {
    s.run = 0;
    s.from = s.to = s.known = s.location = s.offset = 0;
}

DEVICE bool step_goes_on(const LevelStep &s, double value) {
    const double middle = (s.from + s.to) / 2;
    return s.to > s.from ? value > middle : value < middle;
}

DEVICE bool step_returns(const LevelStep &s, double change) {
    const double off = -s.offset;
    const double ratio = change / off;
    return off != 0 && ratio >= 0.5 && ratio <= 2;
}

DEVICE bool step_is_step(const LevelStep &s, const CausalRing &r, double change) {
    const double half = fabs(change) / 2;
    return step_returns(s, change) || (half > s.known && half > ring_largest_change(r));
}

DEVICE bool step_is_far(double value, double forecast, double unit) {
    return fabs(value - forecast) > 20 * unit;
}

DEVICE void step_remember(LevelStep &s, double jump) {
    s.offset = step_returns(s, jump) ? 0 : jump;
    s.known = most(s.known, fabs(jump));
}

DEVICE bool step_add(LevelStep &s, double last, double location, double value) {
    if (s.run == 0) {
        s.location = location;
        s.from = last;
        s.to = value;
    }
    s.run++;
    if (s.run < STEP_CONFIRMED) {
        return false;
    }
    s.run = 0;
    step_remember(s, s.to - s.from);
    return true;
}

DEVICE void step_forget(LevelStep &s) {
    s.run = 0;
    s.known *= 1 - 1.0 / 512;
    s.offset *= 1 - 1.0 / 512;
}

DEVICE bool step_is_known(const LevelStep &s, double jump) {
    return !step_returns(s, jump) && fabs(jump) <= 2 * s.known;
}

DEVICE int jump_add(const CausalRing &r, int ago, int season, double *to, int at) {
    double value = ring_ago(r, ago);
    if (season > 0) {
        value -= ring_ago(r, ago + season);
    }
    if (is_nan(value)) {
        return 0;
    }
    to[at] = value;
    return 1;
}

DEVICE double jump_mean(const double *values, int n) {
    double sum = 0;
    ROLLED for (int i = 0; i < n; i++) {
        sum += values[i];
    }
    return sum / n;
}

OUTLINED double jump_of(const CausalRing &r, int begin, int season) {
    double after[JUMP_STRETCH], before[JUMP_STRETCH];
    int n = 0, m = 0;
    ROLLED for (int ago = begin; ago >= 0 && n < JUMP_STRETCH; ago--) {
        n += jump_add(r, ago, season, after, n);
    }
    ROLLED for (int ago = begin + 1; ago < r.capacity && m < JUMP_STRETCH; ago++) {
        m += jump_add(r, ago, season, before, m);
    }
    double trend = 0;
    if (season == 0 && n >= 3 && m >= 3) {
        double rise = (before[0] - before[m - 1]) / (m - 1);
        if (n == JUMP_STRETCH) {
            rise = (rise + (after[n - 1] - after[0]) / (n - 1)) / 2;
        }
        trend = rise * (n + m) / 2;
    }
    return jump_mean(after, n) - jump_mean(before, m) - trend;
}

// Moves the values before a new level to it; how far they moved.
OUTLINED double jump_apply(CausalRing &r, int run, int season) {
    int begin = -1, left = run;
    ROLLED for (int ago = 0; ago < r.capacity && begin < 0; ago++) {
        if (!is_nan(ring_ago(r, ago)) && --left == 0) {
            begin = ago;
        }
    }
    if (begin < 0) {
        return 0;
    }
    double jump = jump_of(r, begin, season);
    if (is_nan(jump) && season > 0) {
        jump = jump_of(r, begin, 0);
    }
    if (!(fabs(jump) <= 1e150)) {
        return 0;
    }
    ring_shift(r, begin + 1, jump);
    return jump;
}
