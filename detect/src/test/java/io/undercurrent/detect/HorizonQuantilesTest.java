package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HorizonQuantilesTest {
    private static final int[] HORIZONS = {1, 24};
    private static final double[] LEVELS = {0.1, 0.5, 0.9};

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** The noise follows the hour, so corrections that saw one hour alone would miss the share. */
    @Test
    void quantilesThatAreFarTooNarrowComeToCoverTheirShare() {
        HorizonQuantiles tracker = new HorizonQuantiles(HORIZONS, LEVELS);
        int o = 2;
        double[] s = new double[o + tracker.size()];
        tracker.init(s, o);
        int[] inside = new int[2];
        int judged = 0;
        for (int t = 0; t < 60_000; t++) {
            double value = random.nextGaussian() * (t % 24 < 12 ? 0.5 : 2);
            if (t > 30_000) {
                judged++;
                for (int h = 0; h < 2; h++) {
                    boolean above = value > tracker.correction(s, o, h, 0) - 0.1;
                    boolean below = value < tracker.correction(s, o, h, 2) + 0.1;
                    inside[h] += above && below ? 1 : 0;
                }
            }
            tracker.observe(s, o, value);
            for (int h = 0; h < 2; h++) {
                if (tracker.wants(s, o, h)) {
                    double[] issued = new double[3];
                    for (int q = 0; q < 3; q++) {
                        issued[q] = 0.1 * (q - 1) + tracker.correction(s, o, h, q);
                    }
                    tracker.offer(s, o, h, issued);
                }
            }
        }
        for (int h = 0; h < 2; h++) {
            assertThat(inside[h] / (double) judged)
                    .as("seed %d, horizon %d", seed, HORIZONS[h])
                    .isBetween(0.75, 0.85);
        }
    }

    @Test
    void aMissingValueTeachesNothingAndCorrectionsEnd() {
        HorizonQuantiles tracker = new HorizonQuantiles(HORIZONS, LEVELS);
        double[] s = new double[tracker.size()];
        tracker.init(s, 0);
        tracker.offer(s, 0, 0, new double[] {-1, 0, 1});
        tracker.observe(s, 0, Double.NaN);
        assertThat(tracker.correction(s, 0, 0, 2)).isZero();
        for (int t = 0; t < 50_000; t++) {
            tracker.offer(s, 0, 0, new double[] {-1, 0, 1});
            tracker.observe(s, 0, 1e300);
        }
        assertThat(tracker.correction(s, 0, 0, 2)).isEqualTo(8);
    }
}
