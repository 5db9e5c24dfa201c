package io.undercurrent.training.cuda;

import io.undercurrent.training.data.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Series that take every way through the causal inputs, for one seed. */
final class Streams {
    private static final long HOUR = 3_600_000_000L;

    private Streams() {}

    /** One series of each kind. */
    static List<Series> all(int length, long seed) {
        Random random = new Random(seed);
        List<Series> all = new ArrayList<>();
        for (Kind kind : KINDS) {
            double[] values = new double[length];
            long[] times = new long[length];
            double level = 0;
            long time = 1_700_000_000_000_000L;
            for (int t = 0; t < length; t++) {
                level += random.nextGaussian();
                values[t] = kind.shape().value(t, length, level, random);
                boolean irregular = kind.name().equals("irregular");
                time += irregular ? (long) (HOUR * -Math.log(random.nextDouble())) : HOUR;
                times[t] = kind.name().equals("same times") ? times[0] + t / 3 * HOUR : time;
            }
            int[] seasons = kind.seasons().length == 0 ? new int[] {1} : kind.seasons();
            all.add(new Series(kind.name(), values, times, seasons));
        }
        return all;
    }

    private interface Shape {
        double value(int t, int length, double walk, Random random);
    }

    private static double day(int t) {
        return Math.sin(2 * Math.PI * t / 24) + 0.5 * Math.cos(4 * Math.PI * t / 24);
    }

    private static double noise(Random random) {
        return 0.2 * random.nextGaussian();
    }

    /**
     * What a series does.
     *
     * @param seasons that it declares
     */
    // Arrays on purpose: nothing compares kinds.
    @SuppressWarnings("ArrayRecordComponent")
    private record Kind(String name, Shape shape, int... seasons) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind("walk", (t, n, walk, r) -> walk),
                    new Kind("day", (t, n, walk, r) -> 5 * day(t) + noise(r), 24),
                    new Kind("hidden day", (t, n, walk, r) -> 5 * day(t) + noise(r)),
                    new Kind(
                            "hidden week",
                            (t, n, walk, r) -> (t / 24 % 7 < 5 ? 5 : 2) * day(t) + noise(r)),
                    new Kind(
                            "day and week",
                            (t, n, walk, r) -> (t / 24 % 7 < 5 ? 5 : 2) * day(t) + noise(r),
                            24,
                            168),
                    new Kind("odd season", (t, n, walk, r) -> t % 17 + noise(r)),
                    new Kind(
                            "missing",
                            (t, n, walk, r) ->
                                    t % 5 == 0 || t / 100 % 4 == 2
                                            ? Double.NaN
                                            : day(t) + noise(r)),
                    new Kind("first missing", (t, n, walk, r) -> t < 40 ? Double.NaN : walk),
                    new Kind("all missing", (t, n, walk, r) -> Double.NaN),
                    new Kind(
                            "spikes",
                            (t, n, walk, r) -> r.nextInt(60) == 0 ? 1e4 : day(t) + noise(r),
                            24),
                    new Kind("levels", (t, n, walk, r) -> 100 * (t / 190) + day(t) + noise(r), 24),
                    new Kind(
                            "small levels",
                            (t, n, walk, r) -> 4 * (t / 190 % 3) + 0.05 * r.nextGaussian()),
                    new Kind("counter", (t, n, walk, r) -> 3 * (t % 230) + noise(r)),
                    new Kind("counts", (t, n, walk, r) -> r.nextInt(12) == 0 ? r.nextInt(9) : 0),
                    new Kind("constant", (t, n, walk, r) -> 42),
                    new Kind("then changes", (t, n, walk, r) -> t < n / 2 ? 42 : 42 + noise(r)),
                    new Kind("exact", (t, n, walk, r) -> new int[] {1, 5, 2, 8}[t % 4]),
                    new Kind("huge", (t, n, walk, r) -> 1e90 * (3 + day(t) + noise(r))),
                    new Kind("tiny", (t, n, walk, r) -> 1e-90 * (day(t) + noise(r))),
                    new Kind("far away", (t, n, walk, r) -> 1e9 + day(t) + noise(r)),
                    new Kind("spreads", (t, n, walk, r) -> (t < n / 2 ? 1 : 1e4) * noise(r)),
                    new Kind("shrinks", (t, n, walk, r) -> (t < n / 3 ? 1e6 : 1) * noise(r)),
                    new Kind("irregular", (t, n, walk, r) -> walk),
                    new Kind("same times", (t, n, walk, r) -> day(t) + noise(r)));
}
