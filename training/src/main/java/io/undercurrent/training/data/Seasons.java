package io.undercurrent.training.data;

import java.util.Arrays;

/**
 * Guesses seasons from the usual gap between events, for files that do not state them: a day and a
 * week if the gap divides them, and no others.
 */
public final class Seasons {
    private static final long DAY = 24 * 3_600_000_000L;

    private Seasons() {}

    /**
     * Guesses a series' seasons.
     *
     * @param timesMicros times of its events, never falling, [n]
     * @return lengths in events, shortest first; only 1 if neither day nor week is a whole number
     *     of at least 2 steps that fits twice into the series
     */
    public static int[] ofTimes(long[] timesMicros) {
        if (timesMicros.length < 2) {
            return new int[] {1};
        }
        long[] gaps = new long[timesMicros.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = timesMicros[i + 1] - timesMicros[i];
        }
        Arrays.sort(gaps);
        long step = gaps[gaps.length / 2];
        int[] found =
                Arrays.stream(new long[] {DAY, 7 * DAY})
                        .filter(cycle -> step > 0 && cycle % step == 0)
                        .map(cycle -> cycle / step)
                        .filter(m -> m >= 2 && 2 * m <= timesMicros.length)
                        .mapToInt(Math::toIntExact)
                        .toArray();
        return found.length == 0 ? new int[] {1} : found;
    }
}
