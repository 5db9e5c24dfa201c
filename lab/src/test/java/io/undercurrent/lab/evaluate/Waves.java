package io.undercurrent.lab.evaluate;

import io.undercurrent.training.data.Series;
import java.util.SplittableRandom;

/** Generated hourly series: a noisy day. */
final class Waves {
    private Waves() {}

    static Series series(String name, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] y = new double[n];
        long[] times = new long[n];
        for (int t = 0; t < n; t++) {
            y[t] = 50 + 10 * Math.sin(t * Math.PI / 12) + random.nextGaussian();
            times[t] = 3_600_000_000L * t;
        }
        return new Series(name, y, times, new int[] {24});
    }
}
