// SeasonFinder.java: looks for the seasons of a series that declared none. All lanes of a warp call
// these together, because correlations are sums over the warp.
#pragma once
#include "causal_ring.cuh"

enum { MOST_SEASONS = 4 };

struct SeasonFinder {
    int lag;
    double trough, one_before, two_before, first, first_height, second, second_height;
    double last_first, last_second;
};

// What a search needs of the series at this event.
struct Around {
    int n;
    double location, reach;
};

DEVICE void seasons_restart(SeasonFinder &s) {
    s.lag = 1;
    s.trough = s.one_before = s.two_before = 1;
    s.first = s.first_height = s.second = s.second_height = 0;
}

DEVICE void seasons_init(SeasonFinder &s) {
    seasons_restart(s);
    s.last_first = s.last_second = 0;
}

DEVICE double season_correlation(const CausalRing &r, const Around &a, int lag) {
    return ring_correlation(r, lag, a.n, a.location, a.reach);
}

DEVICE double season_differences(const CausalRing &r, const Around &a, int lag, int by) {
    return ring_difference_correlation(r, lag, by, a.n, a.location, a.reach);
}

OUTLINED int season_day(double usual_gap) {
    const int days[] = {2, 3, 4, 6, 8, 12, 24, 48, 72, 96, 120, 144, 240, 288, 360};
    ROLLED for (int i = 0; i < 15; i++) {
        if (fabs(days[i] * usual_gap / 86400e6 - 1) < 0.05) {
            return days[i];
        }
    }
    return 0;
}

OUTLINED bool season_is_multiple(const CausalRing &r, const Around &a, int day, double of_day) {
    ROLLED for (int shorter = 4; shorter <= day / 2; shorter++) {
        if (day % shorter != 0) {
            continue;
        }
        const double height = season_correlation(r, a, shorter);
        const double half = season_correlation(r, a, shorter / 2);
        if (height > of_day - 0.05 && height - half > 0.15) {
            return true;
        }
    }
    return false;
}

OUTLINED bool season_is_day(const CausalRing &r, const Around &a, int day, double share) {
    if (day < 8 || day > a.n / 2) {
        return false;
    }
    const double of_day = season_correlation(r, a, day);
    if (of_day <= share * most(0.4, 4 / sqrt((double)(a.n - day)))) {
        return false;
    }
    double trough = 1;
    ROLLED for (int part = 1; part < 8; part++) {
        trough = fewest(trough, season_correlation(r, a, day * part / 8));
    }
    const int step = day / 8;
    const double bound = most(0.5, 4 / sqrt((double)(a.n - day - step)));
    return of_day - trough > share * 0.3 && season_differences(r, a, day, step) > share * bound &&
           !season_is_multiple(r, a, day, of_day);
}

OUTLINED int season_multiple(const CausalRing &r, const Around &a, int season, int week) {
    int best = 0;
    double height = 0;
    double before = season_differences(r, a, season, season);
    double here = season_differences(r, a, 2 * season, season);
    ROLLED for (int times = 2; times <= 16 && times * season <= a.n / 2; times++) {
        const int lag = times * season;
        const double after = season_differences(r, a, lag + season, season);
        double bound = lag == week ? 0.15 : 0.4;
        const double better = best > 0 && lag % best == 0 ? 0.4 : 0.1;
        bound = most(bound, 4 / sqrt((double)(a.n - lag - season)));
        const bool peak = here - most(before, after) > (lag == week ? 0.1 : 0.15);
        if (peak && here > most(bound, height + better)) {
            best = lag;
            height = here;
        }
        before = here;
        here = after;
    }
    return best;
}

DEVICE void season_offer(SeasonFinder &s, int lag, double height, double chance) {
    if (s.first == 0 || height > s.first_height + 0.1 + chance) {
        s.second = s.first;
        s.second_height = s.first_height;
        s.first = lag;
        s.first_height = height;
    } else if (height > most(s.first_height, s.second_height) + 0.02 + chance) {
        s.second = lag;
        s.second_height = height;
    }
}

DEVICE bool seasons_near(double a, double b) {
    return fabs(a - b) <= (fewest(a, b) < 64 ? 0 : 1);
}

OUTLINED bool seasons_adopt(SeasonFinder &s, int multiple, double *seasons, int count) {
    const double first = s.first;
    const double second = s.second == 0 ? first : s.second;
    const double shorter = fewest(first, second);
    double longer = most(first, second);
    if (multiple > 0 && seasons_near(shorter, seasons[0])) {
        longer = multiple;
    }
    const bool twice = seasons_near(shorter, s.last_first);
    const bool both_twice = twice && seasons_near(longer, s.last_second);
    s.last_first = shorter;
    s.last_second = longer;
    if (shorter == 0 || !twice) {
        return false;
    }
    bool changed = !seasons_near(shorter, seasons[0]);
    if (changed) {
        ROLLED for (int i = 0; i < count; i++) {
            seasons[i] = shorter;
        }
    }
    if (both_twice && count > 1 && !seasons_near(longer, seasons[count - 1])) {
        ROLLED for (int i = 1; i < count; i++) {
            seasons[i] = longer;
        }
        changed = true;
    }
    return changed;
}

// Ends a search over all lags; whether other seasons are in use now.
OUTLINED bool seasons_end(SeasonFinder &s, const CausalRing &r, const Around &a, int day,
                        double *seasons, int count) {
    const int first = (int)seasons[0];
    if (season_is_day(r, a, day, first == day ? 0.5 : 1)) {
        const double longer = most(s.first, s.second);
        s.first = day;
        s.second = longer > 2 * day + 1 ? longer : 0;
    }
    const int second = first > 1 && count > 1 ? (int)seasons[1] : 0;
    int multiple = second > 0 ? season_multiple(r, a, first, 7 * day) : 0;
    if (multiple == 0 && second > first && second + first < a.n &&
        season_differences(r, a, second, first) > 0.05) {
        multiple = second;
    }
    const bool changed = seasons_adopt(s, multiple, seasons, count);
    seasons_restart(s);
    return changed;
}

// Examines one more lag; whether other seasons are in use now.
OUTLINED bool seasons_step(SeasonFinder &s, const CausalRing &r, double events, double usual_gap,
                         double location, double reach, double *seasons, int count) {
    Around a;
    a.n = (int)fewest(r.capacity, events);
    a.location = location;
    a.reach = reach;
    if (a.n < 16) {
        return false;
    }
    const int day = season_day(usual_gap);
    const int every = a.n < 4 * day ? 16 : 128;
    if (seasons[0] == 0 && (long long)events % every == 0 && season_is_day(r, a, day, 1)) {
        ROLLED for (int i = 0; i < count; i++) {
            seasons[i] = day;
        }
        return true;
    }
    const int lag = s.lag;
    if (lag > a.n / 2) {
        return seasons_end(s, r, a, day, seasons, count);
    }
    const double here = season_correlation(r, a, lag);
    const double height = s.one_before;
    const bool peak = lag > 2 && height >= here && height > s.two_before;
    const double bound = most(0.2, 4 / sqrt((double)(a.n - lag)));
    if (peak && height > bound && height - s.trough > 0.15) {
        season_offer(s, lag - 1, height, (1 - height * height) / sqrt((double)(a.n - lag)));
    }
    s.trough = fewest(s.trough, here);
    s.two_before = height;
    s.one_before = here;
    s.lag = lag + 1;
    return false;
}
