// TokenWriter.java and SeriesTokens.java: the tokens of a series, laid out as batches.
#pragma once
#include "causal_state.cuh"

enum { DENSE_INPUTS = 24, CALENDAR_PERIODS = 3 };

// Where a token goes.
struct Token {
    float *inputs, *bases, *targets, *units;
};

DEVICE float scaled(const Series &s, double value) {
    const double x = (value - s.location) * s.per_scale;
    return is_nan(x) ? 0 : (float)within(x, 10);
}

OUTLINED double season_mean(const Series &s, int season, int lag, double otherwise) {
    double sum = 0;
    int known = 0;
    ROLLED for (int i = 0; i < 4; i++) {
        const double value = usual_value(s.ring, lag + i * season, season, s.location, s.reach);
        if (!is_nan(value)) {
            sum += value;
            known++;
        }
    }
    return known == 0 ? otherwise : sum / known;
}

// Bases.java, of one horizon.
OUTLINED void write_bases(const Causal &c, const Series &s, int horizon, float *out) {
    int k = 0;
    out[k++] = scaled(s, s.last);
    ROLLED for (int i = 0; i < 3; i++) {
        out[k++] = scaled(s, is_nan(s.last) ? not_known() : s.means[i]);
    }
    out[k++] = 0;
    out[k++] = scaled(s, regression_forecast(c, s, horizon));
    ROLLED for (int i = 0; i < c.seasons; i++) {
        const int season = (int)s.seasons[i];
        double seasonal = s.last, mean = s.last, change = 0;
        if (season > 0) {
            const int lag = season_lag(season, horizon) - horizon;
            seasonal = seasonal_value(s, season, horizon, s.location, s.reach);
            const double then = usual_value(s.ring, lag + horizon, season, s.location, s.reach);
            change = s.last - or_else(then, s.last);
            mean = season_mean(s, season, lag, seasonal);
        }
        out[k++] = scaled(s, seasonal);
        out[k++] = scaled(s, mean);
        out[k++] = scaled(s, seasonal + change);
    }
}

// Missing or not, usual gap, newest gap, age.
OUTLINED void write_kinds(const Series &s, int suspects, float *out) {
    const bool known = !is_nan(ring_ago(s.ring, 0)) && suspects == 0;
    const double usual = fabs(s.usual);
    out[0] = known ? 0 : 1;
    out[1] = usual == 0 ? 0 : (float)(java_log(usual / 1e6) / 10);
    out[2] = s.gap == 0 ? 0 : (float)java_log(most(1.0 / 32, fewest(32, s.gap)));
    out[3] = (float)(java_log(1 + fewest(1e4, s.values)) / 10);
}

OUTLINED void write_calendar(double time, int period, float *out) {
    const double day = 86400e6;
    const double length = period == 0 ? day : period == 1 ? 7 * day : 365.2425 * day;
    const double angle = is_nan(time) ? 0 : time / length;
    const double turn = 2 * 3.141592653589793 * (angle - floor(angle));
    out[0] = is_nan(time) ? 0 : (float)sin(turn);
    out[1] = is_nan(time) ? 0 : (float)cos(turn);
}

DEVICE float log_error(double error) {
    return is_nan(error) ? 0 : (float)java_log(most(1e-3, fewest(1 / 1e-3, error)));
}

// Bases of all horizons lie in shared memory too, as inputs repeat half of them.
OUTLINED void write_token(const Causal &c, Series &s, const Token &to, float *bases) {
    causal_look(c, s);
    ROLLED for (int h = LANE; h < c.horizons; h += 32) {
        write_bases(c, s, c.horizon[h], bases + h * c.bases);
        const double unit = s.per_scale * best_error(c, s, h);
        to.units[h] = (float)(is_nan(unit) ? 1 : most(1e-2, fewest(10, unit)));
    }
    WARP_BARRIER();
    ROLLED for (int i = LANE; i < c.horizons * c.bases; i += 32) {
        to.bases[i] = bases[i];
    }
    const int outside = s.normaliser.run < NORM_LASTING ? (int)s.normaliser.run : 0;
    const int suspects = outside > s.step.run ? outside : s.step.run;
    float *out = to.inputs;
    if (LANE == 0) {
        write_kinds(s, suspects, out);
    }
    out += 4;
    ROLLED for (int lag = LANE; lag < DENSE_INPUTS; lag += 32) {
        out[lag] = scaled(s, lag < suspects ? s.last : ring_ago(s.ring, lag));
    }
    out += DENSE_INPUTS;
    ROLLED for (int i = LANE; i < SPANS; i += 32) {
        out[i] = scaled(s, s.means[i]);
    }
    out += SPANS;
    ROLLED for (int i = LANE; i < CALENDAR_PERIODS; i += 32) {
        write_calendar(s.last_time, i, out + 2 * i);
    }
    out += 2 * CALENDAR_PERIODS;
    ROLLED for (int i = LANE; i < c.seasons; i += 32) {
        const int season = (int)s.seasons[i];
        out[2 * i] = season == 0 ? 0 : 1;
        out[2 * i + 1] = season == 0 ? 0 : (float)(java_log(season) / 5);
    }
    out += 2 * c.seasons;
    const int references = 2 + c.seasons;
    const int each = references + c.bases;
    ROLLED for (int i = LANE; i < c.regressions * each; i += 32) {
        const int h = 2 * (i / each), place = i % each;
        out[i] = place < references ? log_error(s.per_scale * mean_error(c, s, place, h))
                                    : bases[h * c.bases + place - references];
    }
    WARP_BARRIER();
}

OUTLINED void write_targets(const Causal &c, const Series &s, const double *values, int t,
                          float *out) {
    ROLLED for (int h = LANE; h < c.horizons; h += 32) {
        const int at = t + c.horizon[h];
        const double x = at < c.events ? (values[at] - s.location) / s.scale : not_known();
        out[h] = (float)(is_nan(x) ? x : within(x, 50));
    }
}

OUTLINED void causal_init(const Causal &c, Series &s, double *doubles, const int *declared) {
    s.last = s.last_time = not_known();
    s.usual = s.gap = s.values = s.events = 0;
    ROLLED for (int i = 0; i < SPANS; i++) {
        s.means[i] = 0;
    }
    s.declared = declared[0] > 0;
    ROLLED for (int i = 0; i < MOST_SEASONS; i++) {
        s.seasons[i] = i < c.seasons ? declared[i] : 0;
    }
    norm_init(s.normaliser);
    seasons_init(s.finder);
    step_init(s.step);
    s.ring.capacity = c.ring;
    s.ring.exact = least(RING_EXACT, c.ring);
    s.ring.old = c.ring - s.ring.exact;
    s.ring.newest = doubles;
    s.errors_of = s.ring.newest + s.ring.exact;
    s.errors = s.errors_of + 2 * (2 + c.seasons) * c.horizons;
    s.ahead = s.errors + c.horizons;
    s.ring.olds = reinterpret_cast<float *>(s.ahead + c.regressions);
    s.weights = s.ring.olds + s.ring.old;
    ring_init(s.ring);
    errors_init(c, s);
    regressions_init(c, s);
}

// One warp a series. Values and times [series][events], seasons [series][MOST_SEASONS], 0 where none
// is declared; results [pieces][series][length], each with its numbers.
KERNEL(causal_tokens, 32)
(Causal c, const double *RESTRICT values, const long long *RESTRICT times,
 const int *RESTRICT seasons, float *RESTRICT inputs, float *RESTRICT bases,
 float *RESTRICT targets, float *RESTRICT units) {
    SHARED(shared);
    Series s;
    causal_init(c, s, reinterpret_cast<double *>(shared), seasons + BLOCK_X * MOST_SEASONS);
    float *rows = s.weights;
    ROLLED for (int r = 0; r < c.regressions; r++) {
        rows += rls_size(features(c, c.horizon[2 * r]));
    }
    const double *own = values + (long long)BLOCK_X * c.events;
    const int end = c.skipped + c.pieces * c.length;
    ROLLED for (int t = 0; t < end; t++) {
        causal_observe(c, s, own[t], (double)times[(long long)BLOCK_X * c.events + t]);
        if (t < c.skipped) {
            continue;
        }
        const int piece = (t - c.skipped) / c.length;
        const long long row =
            ((long long)piece * c.series + BLOCK_X) * c.length + (t - c.skipped) % c.length;
        Token to;
        to.inputs = inputs + row * c.width;
        to.bases = bases + row * c.horizons * c.bases;
        to.targets = targets + row * c.horizons;
        to.units = units + row * c.horizons;
        write_token(c, s, to, rows);
        write_targets(c, s, own, t, to.targets);
    }
}
