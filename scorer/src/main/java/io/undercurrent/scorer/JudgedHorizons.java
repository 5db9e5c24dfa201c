package io.undercurrent.scorer;

import io.undercurrent.detect.NormalQuantile;
import java.util.Arrays;

/** Which of a network's horizons and quantiles the detector judges. */
final class JudgedHorizons {
    /** Short and long spans, as far as pending forecasts fit into a key state. */
    private static final int[] WANTED = {1, 4, 12, 48, 96};

    private static final int FARTHEST = 128;
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    /** Indices among the network's horizons, rising; the first is 0. */
    final int[] indices;

    /** Steps ahead of each. */
    final int[] steps;

    /** Indices of the quantiles whose distance is the spread. */
    final int low;

    final int high;

    /** Their distance for normal errors of standard deviation 1. */
    final double width;

    /**
     * @param horizons of the network, rising
     * @param levels of its quantiles, rising, 0.5 among them
     */
    JudgedHorizons(int[] horizons, double[] levels) {
        int[] found = new int[WANTED.length];
        int n = 1; // the first horizon is the next event
        for (int wanted : WANTED) {
            int index = nearest(horizons, wanted);
            if (index > found[n - 1] && horizons[index] <= FARTHEST) {
                found[n++] = index;
            }
        }
        indices = Arrays.copyOf(found, n);
        steps = new int[n];
        for (int k = 0; k < n; k++) {
            steps[k] = k == 0 ? 1 : horizons[indices[k]];
        }
        low = nearest(levels, LOW);
        high = nearest(levels, HIGH);
        width = high == low ? 1 : NormalQuantile.of(levels[high]) - NormalQuantile.of(levels[low]);
    }

    private static int nearest(int[] horizons, int wanted) {
        return nearest(Arrays.stream(horizons).asDoubleStream().toArray(), wanted);
    }

    private static int nearest(double[] numbers, double wanted) {
        int best = 0;
        for (int i = 1; i < numbers.length; i++) {
            if (Math.abs(numbers[i] - wanted) < Math.abs(numbers[best] - wanted)) {
                best = i;
            }
        }
        return best;
    }
}
