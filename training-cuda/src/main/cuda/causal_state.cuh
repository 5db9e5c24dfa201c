// CausalInputs.java: the state of one series, by one warp. Scalars are the same in every lane; ring,
// regressions and errors are in shared memory.
#pragma once
#include "causal_level.cuh"
#include "causal_normaliser.cuh"
#include "causal_regression.cuh"
#include "causal_seasons.cuh"

enum { MOST_HORIZONS = 32, MOST_REGRESSIONS = 16, SPANS = 4, NEAR_LAGS = 17, FEW_LAGS = 3 };
#define CAUSAL_MOST_SCALES 1e10
#define CAUSAL_LEAST_FACTOR 1e-6

// What all series of a launch have in common.
struct Causal {
    int horizon[MOST_HORIZONS];
    int horizons, regressions, seasons, ring, bases, width;
    int events;             // of each series
    int skipped;            // first events without a token
    int length, pieces;     // tokens of a piece, pieces
    int series;
    float first_ridge, ridge;  // of the first regression and of the others
};

struct Series {
    double last, last_time, usual, gap, values, events;
    double means[SPANS];
    double seasons[MOST_SEASONS];
    int declared;
    Normaliser normaliser;
    SeasonFinder finder;
    LevelStep step;
    CausalRing ring;
    double *errors_of;   // mean and count of each reference and horizon
    double *errors;      // of the newest value, by horizon
    double *ahead;       // the regressions' forecasts
    float *weights;      // of the regressions
    int cursors[MOST_REGRESSIONS];  // of this lane's regression in each pass
    double location, scale, per_scale, reach;  // of the newest look
};

DEVICE int season_lag(int season, int horizon) {
    return season * ((horizon + season - 1) / season);
}

DEVICE int features(const Causal &c, int horizon) {
    return 2 + (horizon == 1 ? NEAR_LAGS + 5 * c.seasons : FEW_LAGS + 4 * c.seasons);
}

DEVICE double difference(const CausalRing &r, int ago, double last, double location,
                         double per_scale, double reach) {
    const double d = (ring_near(r, ago, location, reach) - last) * per_scale;
    return is_nan(d) ? 0 : within(d, 30);
}

// The feature of a lane of a segment, at an origin some events ago; 0 beyond the last one.
OUTLINED float feature(const Causal &c, const Series &s, int lane, int horizon, int ago,
                       double last, double location, double per_scale, double reach) {
    const int lags[NEAR_LAGS] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 18, 23};
    const int near = horizon == 1 ? NEAR_LAGS : FEW_LAGS;
    const int of_a_season = horizon == 1 ? 5 : 4;
    if (lane == 0) {
        return 1;
    }
    if (lane == 1) {
        return (float)within((last - location) * per_scale, 30);
    }
    int back;
    if (lane < 2 + near) {
        back = ago + lags[lane - 2];
    } else {
        const int k = (lane - 2 - near) / of_a_season;
        const int m = k < c.seasons ? (int)s.seasons[k] : 0;
        if (m == 0) {
            return 0;
        }
        const int place = (lane - 2 - near) % of_a_season + (horizon == 1 ? 0 : 1);
        const int lag = season_lag(m, horizon);
        const int aligned = ago + lag - horizon;
        switch (place) {
            case 0: back = aligned - 1; break;
            case 1: back = aligned; break;
            case 2: back = aligned + 1; break;
            case 3: back = horizon == 1 ? aligned + 2 : ago + lag; break;
            default: back = aligned + m; break;
        }
    }
    return (float)difference(s.ring, back, last, location, per_scale, reach);
}

// Which regression this lane computes in a pass, and how many passes there are: the first one has a
// warp for itself, the others go in pairs where half a warp can hold them.
DEVICE bool in_pairs(const Causal &c) { return features(c, 2) < HALF_WARP; }

DEVICE int passes(const Causal &c) {
    return in_pairs(c) ? 1 + c.regressions / 2 : c.regressions;
}

DEVICE int regression_of(const Causal &c, int pass) {
    return pass > 0 && in_pairs(c) ? 2 * pass - 1 + LANE / HALF_WARP : pass;
}

// Beyond the last one a segment repeats it and learns nothing.
OUTLINED Regression regression(const Causal &c, const Series &s, int pass) {
    const int index = regression_of(c, pass);
    const int used = least(index, c.regressions - 1);
    Regression r;
    r.width = pass > 0 && in_pairs(c) ? HALF_WARP : 32;
    r.lane = LANE % r.width;
    r.n = features(c, c.horizon[2 * used]);
    r.on = index == used;
    r.ridge = used == 0 ? c.first_ridge : c.ridge;
    r.state = s.weights + (used == 0 ? 0 : rls_size(features(c, c.horizon[0])) +
                                               (used - 1) * rls_size(features(c, 2)));
    return r;
}

OUTLINED void errors_init(const Causal &c, Series &s) {
    ROLLED for (int i = LANE; i < 2 * (2 + c.seasons) * c.horizons; i += 32) {
        s.errors_of[i] = 0;
    }
    WARP_BARRIER();
}

OUTLINED void regressions_init(const Causal &c, Series &s) {
    ROLLED for (int pass = 0; pass < passes(c); pass++) {
        rls_init(regression(c, s, pass));
        s.cursors[pass] = 0;
    }
}

// The mean error of a reference at a horizon's index; NaN if unknown.
DEVICE double mean_error(const Causal &c, const Series &s, int reference, int h) {
    const double *e = s.errors_of + 2 * (reference * c.horizons + h);
    return e[1] == 0 ? not_known() : e[0];
}

OUTLINED double best_error(const Causal &c, const Series &s, int h) {
    double best = not_known();
    ROLLED for (int k = 0; k < 2 + c.seasons; k++) {
        const double error = mean_error(c, s, k, h);
        best = is_nan(best) || error < best ? error : best;
    }
    return best;
}

OUTLINED void learn_errors(const Causal &c, Series &s, int ago, double value, double location,
                         double reach) {
    ROLLED for (int i = LANE; i < (2 + c.seasons) * c.horizons; i += 32) {
        const int k = i / c.horizons, h = i % c.horizons;
        double error;
        if (k > c.seasons) {
            error = fabs(s.errors[h]);
        } else {
            const int season = k == 0 ? 0 : (int)s.seasons[k - 1];
            const int lag =
                k == 0 ? c.horizon[h] : season == 0 ? 0 : season_lag(season, c.horizon[h]);
            error = lag == 0 ? not_known()
                             : fabs(value - ring_near(s.ring, ago + lag, location, reach));
        }
        if (!is_nan(error)) {
            double *e = s.errors_of + 2 * i;
            e[1] = fewest(100, e[1] + 1);
            e[0] += (error - e[0]) / e[1];
        }
    }
    WARP_BARRIER();
}

// Lets regressions and errors learn a value that came some events ago.
OUTLINED void causal_learn(const Causal &c, Series &s, int ago, double value) {
    if (!norm_ready(s.normaliser)) {
        return;
    }
    const double location = s.normaliser.location;
    const double scale = norm_scale(s.normaliser);
    const double per_scale = 1 / scale;
    const double reach = norm_reach(s.normaliser);
    ROLLED for (int pass = 0; pass < passes(c); pass++) {
        Regression r = regression(c, s, pass);
        const int index = least(regression_of(c, pass), c.regressions - 1);
        const int horizon = c.horizon[2 * index];
        const int origin = ago + horizon;
        const double last = ring_known(s.ring, origin, 64, location, reach);
        const bool first = r.on && r.lane == 0;
        r.on = r.on && !is_nan(last);
        float row = feature(c, s, r.lane, horizon, origin, last, location, per_scale, reach);
        if (r.lane == r.n) {
            row = (float)within((value - last) * per_scale, 30);
        }
        const float left = rls_learn(r, s.cursors[pass], row);
        const bool finite = left - left == 0;
        if (first) {
            s.errors[2 * index] = r.on && finite ? scale * fabs((double)left) : not_known();
        }
        Regression again = r;
        again.on = r.on && !finite;
        if (warp_sum(again.on ? 1 : 0) > 0) {
            rls_init(again);
            s.cursors[pass] = again.on ? 0 : s.cursors[pass];
            rls_learn(again, s.cursors[pass], row);
        }
    }
    WARP_BARRIER();
    ROLLED for (int h = 2 * LANE + 1; h < c.horizons; h += 64) {
        const double before = s.errors[h - 1];
        s.errors[h] = h + 1 == c.horizons ? before : (before + s.errors[h + 1]) / 2;
    }
    WARP_BARRIER();
    learn_errors(c, s, ago, value, location, reach);
}

// Reads the state for forecasts and units.
OUTLINED void causal_look(const Causal &c, Series &s) {
    s.location = s.normaliser.location;
    s.scale = norm_scale(s.normaliser);
    s.per_scale = 1 / s.scale;
    s.reach = norm_reach(s.normaliser);
    const double last = or_else(s.last, 0);
    ROLLED for (int pass = 0; pass < passes(c); pass++) {
        const Regression r = regression(c, s, pass);
        const int index = least(regression_of(c, pass), c.regressions - 1);
        const float row = feature(c, s, r.lane, c.horizon[2 * index], 0, last, s.location,
                                  s.per_scale, s.reach);
        const double ahead = within((double)rls_predict(r, row), 30);
        if (r.on && r.lane == 0) {
            s.ahead[index] = ahead;
        }
    }
    WARP_BARRIER();
}

// A value counts if it lies within reach, or if the one a season earlier was beyond it too.
OUTLINED double usual_value(const CausalRing &r, int ago, int season, double location, double reach) {
    const double value = ring_ago(r, ago);
    const double off = value - location;
    if (is_nan(value) || fabs(off) <= reach) {
        return value;
    }
    const double before = ring_ago(r, ago + season);
    if (fabs(before - location) <= reach) {
        return before;
    }
    const bool again = !is_nan(before) && (off > 0) == (before > location);
    return again ? value : not_known();
}

OUTLINED double seasonal_value(const Series &s, int season, int horizon, double location,
                             double reach) {
    if (season == 0) {
        return s.last;
    }
    const int lag = season_lag(season, horizon) - horizon;
    return or_else(usual_value(s.ring, lag, season, location, reach), s.last);
}

// The regression's forecast of any horizon, in the value's units, after a look.
OUTLINED double regression_forecast(const Causal &c, const Series &s, int horizon) {
    int r = 0;
    ROLLED while (r + 1 < c.regressions && c.horizon[2 * r + 2] <= horizon) {
        r++;
    }
    const int from = c.horizon[2 * r];
    if (horizon == from) {
        return s.last + s.scale * s.ahead[r];
    }
    const int season = (int)s.seasons[0];
    const double here = seasonal_value(s, season, horizon, s.location, s.reach);
    const double low = seasonal_value(s, season, from, s.location, s.reach);
    double distance = s.ahead[r] - (low - s.last) * s.per_scale;
    if (r + 1 < c.regressions) {
        const int to = c.horizon[2 * r + 2];
        const double high = seasonal_value(s, season, to, s.location, s.reach);
        const double share = horizon <= from ? 0 : (horizon - from) / (double)(to - from);
        const double other = s.ahead[r + 1] - (high - s.last) * s.per_scale;
        distance += share * (other - distance);
    }
    return s.last + s.scale * (distance + (here - s.last) * s.per_scale);
}

OUTLINED bool is_stepping(const Causal &c, Series &s, double value) {
    if (is_nan(value)) {
        return false;
    }
    if (s.step.run > 0) {
        return step_goes_on(s.step, value);
    }
    const double unit = best_error(c, s, 0);
    const bool exact = fabs(value - s.last) <= CAUSAL_MOST_SCALES * norm_scale(s.normaliser);
    if (s.values < 32 || !exact || !step_is_far(value, s.last, unit) ||
        !step_is_step(s.step, s.ring, value - s.last)) {
        return false;
    }
    const double location = s.normaliser.location;
    const double reach = norm_reach(s.normaliser);
    ROLLED for (int i = 0; i < c.seasons; i++) {
        const double before = seasonal_value(s, (int)s.seasons[i], 1, location, reach);
        if (!step_is_far(value, before, unit)) {
            return false;
        }
    }
    causal_look(c, s);
    return step_is_far(value, regression_forecast(c, s, c.horizon[0]), unit);
}

DEVICE void shift_means(Series &s, double by) {
    ROLLED for (int i = 0; i < SPANS; i++) {
        s.means[i] += by;
    }
}

// Updates the normaliser; whether it restarted.
OUTLINED bool causal_normalise(const Causal &c, Series &s, double value) {
    const double location = s.normaliser.location;
    const double scale = norm_scale(s.normaliser);
    const int run = (int)s.normaliser.run + 1;
    const bool outside = norm_outside(s.normaliser, value);
    if (!norm_observe(s.normaliser, value)) {
        return false;
    }
    const double moved = s.normaliser.location - location;
    double jump = 0;
    const bool exact = fabs(moved) <= CAUSAL_MOST_SCALES * scale;
    if (outside && exact && !step_is_known(s.step, moved)) {
        jump = jump_apply(s.ring, run, (int)s.seasons[0]);
        step_remember(s.step, moved);
    }
    shift_means(s, jump);
    const double now = norm_scale(s.normaliser);
    const double factor = scale / now;
    const double shift = (location + jump - s.normaliser.location) / now;
    if (factor > CAUSAL_LEAST_FACTOR && factor < 1 / CAUSAL_LEAST_FACTOR) {
        ROLLED for (int pass = 0; pass < passes(c); pass++) {
            rls_carry(regression(c, s, pass), factor, shift);
        }
    } else {
        regressions_init(c, s);
    }
    return true;
}

OUTLINED void causal_take(const Causal &c, Series &s, double value, bool stepping) {
    const double spans[SPANS] = {4, 16, 64, 256};
    const bool outside = norm_outside(s.normaliser, value);
    if (!outside && !stepping) {
        causal_learn(c, s, 0, value);
    }
    s.values++;
    bool new_level = stepping && step_add(s.step, s.last, s.normaliser.location, value);
    if (new_level) {
        const double jump = jump_apply(s.ring, STEP_CONFIRMED, (int)s.seasons[0]);
        norm_move_to(s.normaliser, s.step.location + jump);
        shift_means(s, jump);
    } else if (!stepping) {
        step_forget(s.step);
    }
    new_level |= causal_normalise(c, s, value);
    const double reach = norm_reach(s.normaliser);
    const double held = within(value - s.normaliser.location, reach);
    ROLLED for (int i = 0; i < SPANS; i++) {
        const double share = most(1.0 / spans[i], 1 / s.values);
        s.means[i] += share * (s.normaliser.location + held - s.means[i]);
    }
    const bool lasting = (!outside && !stepping) || s.normaliser.run >= NORM_LASTING;
    if (lasting || new_level) {
        s.last = value;
    }
}

// UsualGap.java.
OUTLINED double learned_gap(double gap, double before) {
    const double usual = fabs(before);
    const bool alike = gap <= 16 * usual && usual <= 16 * gap;
    return before <= 0 && !alike ? -gap : usual + (fewest(gap, 4 * usual) - usual) / 32;
}

OUTLINED void causal_observe(const Causal &c, Series &s, double value, double time) {
    const bool stepping = is_stepping(c, s, value);
    if (s.ring.next % RING_FOLLOW_EVERY == 0) {
        ring_follow(s.ring, s.normaliser.location, norm_scale(s.normaliser));
    }
    ring_add(s.ring, value);
    s.events++;
    const double usual = fabs(s.usual);
    const double gap = time - s.last_time;
    if (gap > 0) {
        s.usual = learned_gap(gap, s.usual);
    }
    if (!(gap <= 0)) {
        s.last_time = time;
    }
    s.gap = gap > 0 && usual > 0 ? gap / usual : 0;
    if (!is_nan(value)) {
        causal_take(c, s, value, stepping);
    }
    if (!s.declared && seasons_step(s.finder, s.ring, s.events, fabs(s.usual),
                                    s.normaliser.location, norm_reach(s.normaliser), s.seasons,
                                    c.seasons)) {
        errors_init(c, s);
        regressions_init(c, s);
        ROLLED for (int ago = (int)fewest(s.ring.capacity, s.events) - 1; ago >= 0; ago--) {
            const double old = ring_ago(s.ring, ago);
            if (!is_nan(old)) {
                causal_learn(c, s, ago, old);
            }
        }
    }
}
