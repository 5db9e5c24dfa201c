package io.undercurrent.training.tokens;

import java.util.List;

/**
 * How a series becomes tokens.
 *
 * @param horizons steps ahead, rising, from 1
 * @param maxSeasons seasons that a series has room for; declared ones beyond are left out, absent
 *     ones are filled up with the last (none at all: with the first horizon's double, at least 2)
 * @param ring raw values that the inputs look back on
 */
public record TokenOptions(List<Integer> horizons, int maxSeasons, int ring) {
    /** Copies the list. */
    public TokenOptions {
        horizons = List.copyOf(horizons);
    }

    int[] horizonArray() {
        return horizons.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Exactly {@link #maxSeasons} seasons, so that every series gives tokens of one width. */
    int[] seasons(int[] declared) {
        int[] seasons = new int[maxSeasons];
        int last = Math.max(2, 2 * horizons.get(0));
        for (int i = 0; i < maxSeasons; i++) {
            last = i < declared.length && declared[i] >= 2 ? declared[i] : last;
            seasons[i] = last;
        }
        return seasons;
    }
}
