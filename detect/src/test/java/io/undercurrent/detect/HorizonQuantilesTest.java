package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HorizonQuantilesTest {
    private static final int[] HORIZONS = {1, 24};

    /** Far more than 32 bits resolve beside noise of 1. */
    private static final double OFFSET = 1e12;

    private static final double[] LEVELS = {0.1, 0.5, 0.9};

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** The noise follows the hour, so corrections that saw one hour alone would miss the share. */
    @Test
    void quantilesThatAreFarTooNarrowComeToCoverTheirShare() {
        HorizonQuantiles tracker = new HorizonQuantiles(HORIZONS, LEVELS);
        int o = 2;
        int p = 3;
        double[] s = new double[o + tracker.doubles()];
        float[] f = new float[p + tracker.floats()];
        tracker.init(s, o, f, p);
        int[] inside = new int[2];
        int judged = 0;
        for (int t = 0; t < 60_000; t++) {
            double noise = random.nextGaussian() * (t % 24 < 12 ? 0.5 : 2);
            double value = OFFSET + noise;
            if (t > 30_000) {
                judged++;
                for (int h = 0; h < 2; h++) {
                    boolean above = noise > tracker.correction(f, p, h, 0) - 0.1;
                    boolean below = noise < tracker.correction(f, p, h, 2) + 0.1;
                    inside[h] += above && below ? 1 : 0;
                }
            }
            tracker.observe(s, o, f, p, value);
            for (int h = 0; h < 2; h++) {
                if (tracker.wants(f, p, h)) {
                    double[] issued = new double[3];
                    for (int q = 0; q < 3; q++) {
                        issued[q] = OFFSET + 0.1 * (q - 1) + tracker.correction(f, p, h, q);
                    }
                    tracker.offer(s, o, f, p, h, issued);
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
        double[] s = new double[tracker.doubles()];
        float[] f = new float[tracker.floats()];
        tracker.init(s, 0, f, 0);
        tracker.offer(s, 0, f, 0, 0, new double[] {-1, 0, 1});
        tracker.observe(s, 0, f, 0, Double.NaN);
        assertThat(tracker.correction(f, 0, 0, 2)).isZero();
        for (int t = 0; t < 50_000; t++) {
            tracker.offer(s, 0, f, 0, 0, new double[] {-1, 0, 1});
            tracker.observe(s, 0, f, 0, 1e300);
        }
        assertThat(tracker.correction(f, 0, 0, 2)).isEqualTo(8);
    }
}
