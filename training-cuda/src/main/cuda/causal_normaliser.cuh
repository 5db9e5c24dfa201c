// Normaliser.java: location and scale of one series. Each lane of a warp keeps the same numbers.
#pragma once
#include "causal_math.cuh"

struct Normaliser {
    double count, age, location, variance, run, block, seen, block_location, block_variance, farthest;
};

#define NORM_READY 8.0
#define NORM_LASTING 3.0
#define NORM_WINDOW 512.0
#define NORM_FIRST_BLOCK 16.0
#define NORM_CLIP 8.0
#define NORM_FAR 64.0
#define NORM_MOST 1e150

DEVICE void norm_start_block(Normaliser &s) {
    s.seen = 0;
    s.block_location = 0;
    s.block_variance = 0;
}

DEVICE void norm_init(Normaliser &s) {
    s.count = s.age = s.location = s.variance = s.run = s.farthest = 0;
    s.block = NORM_FIRST_BLOCK;
    norm_start_block(s);
}

DEVICE double norm_floored(double location, double variance) {
    const double floor = most(1e-110, 1e-15 * fabs(location));
    return most(floor * floor, variance);
}

DEVICE double norm_variance(const Normaliser &s) {
    const double least = s.farthest / NORM_FAR;
    return most(norm_floored(s.location, s.variance), least * least);
}

OUTLINED double norm_scale(const Normaliser &s) { return sqrt(norm_variance(s)); }

DEVICE double norm_reach(const Normaliser &s) {
    return s.age > NORM_READY ? NORM_CLIP * norm_scale(s) : 1.7976931348623157e308;
}

DEVICE bool norm_ready(const Normaliser &s) { return s.count >= NORM_READY; }

OUTLINED bool norm_first_change(const Normaliser &s, double value) {
    return s.variance < norm_floored(s.location, s.variance) && value != s.location;
}

OUTLINED double norm_limit(const Normaliser &s, double value) {
    const bool first = s.age < NORM_READY || norm_first_change(s, value);
    return first ? 1.7976931348623157e308 : NORM_CLIP * norm_scale(s);
}

OUTLINED bool norm_outside(const Normaliser &s, double value) {
    return fabs(within(value, NORM_MOST) - s.location) > norm_limit(s, value);
}

OUTLINED void norm_follow(double &mean, double &variance, double v, double step, double limit) {
    const double off = within(v - mean, limit);
    mean += step * off;
    variance = (1 - step) * (variance + step * off * off);
}

DEVICE void norm_adopt_block(Normaliser &s, double extra) {
    s.location = s.block_location;
    s.variance = s.block_variance + extra;
    s.age = NORM_FIRST_BLOCK;
    s.run = 0;
    s.farthest = 0;
    norm_start_block(s);
}

DEVICE void norm_move_to(Normaliser &s, double location) {
    s.location = within(location, NORM_MOST);
    s.run = 0;
    norm_start_block(s);
}

DEVICE bool norm_new_level(const Normaliser &s) {
    if (s.run < 20) {
        return false;
    }
    const double agreed = 0.25 * (s.block_location - s.location);
    return s.run >= 32 || s.block_variance <= agreed * agreed;
}

// Whether location and scale restarted.
OUTLINED bool norm_observe(Normaliser &s, double value) {
    const double v = within(value, NORM_MOST);
    const double limit = norm_limit(s, v);
    const bool outside = fabs(v - s.location) > limit;
    s.count++;
    s.age = norm_first_change(s, v) ? fewest(s.age + 1, NORM_READY) : s.age + 1;
    if (outside != (s.run > 0)) {
        norm_start_block(s);
    }
    s.run = outside ? s.run + 1 : 0;
    const double distance = s.run == 1 ? fabs(v - s.location) : 0;
    const double held = fewest(distance, 1.25 * NORM_FAR * sqrt(norm_variance(s)));
    s.farthest = most((1 - 1.0 / 4096) * s.farthest, held);
    const double halved = outside ? 1.0 / (double)(1LL << (int)(s.run - 1)) : 1;
    norm_follow(s.location, s.variance, v, halved * most(1.0 / NORM_WINDOW, 1 / s.age), limit);
    s.seen++;
    norm_follow(s.block_location, s.block_variance, v, 1 / s.seen, 1.7976931348623157e308);
    if (norm_new_level(s)) {
        const double jump = fabs(s.block_location - s.location);
        const double spread = most(1e-3 * norm_scale(s), sqrt(s.block_variance));
        const double kept = fewest(0.25 * jump, 64 * spread);
        norm_adopt_block(s, kept * kept);
        s.block = NORM_FIRST_BLOCK;
        return true;
    }
    bool spoiled = false;
    if (s.run == 0 && s.seen >= s.block) {
        const double spread = norm_floored(s.block_location, s.block_variance);
        const double times = s.seen < 256 ? 64 : 8;
        spoiled = s.variance > times * times * spread;
        if (spoiled) {
            norm_adopt_block(s, 0);
        }
        s.block = fewest(NORM_WINDOW, 2 * s.block);
        norm_start_block(s);
    }
    return spoiled;
}
