package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pooling against the min-max formula of isotonic regression. */
class IsotonicTest {
    @Test
    void isTheMaxOfMinOfMeans() {
        Random random = new Random(12);
        for (int trial = 0; trial < 300; trial++) {
            int n = 1 + random.nextInt(12);
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = random.nextInt(6) + 0.3 * i;
            }
            double[] fitted = x.clone();
            Isotonic.fit(fitted, n);
            for (int h = 0; h < n; h++) {
                assertThat(fitted[h])
                        .as("seed 12, trial %d, at %d", trial, h)
                        .isCloseTo(maxOfMinOfMeans(x, h), within(1e-12));
            }
        }
    }

    private static double maxOfMinOfMeans(double[] x, int h) {
        double max = Double.NEGATIVE_INFINITY;
        for (int from = 0; from <= h; from++) {
            double min = Double.POSITIVE_INFINITY;
            double sum = 0;
            for (int to = from; to < x.length; to++) {
                sum += x[to];
                if (to >= h) {
                    min = Math.min(min, sum / (to + 1 - from));
                }
            }
            max = Math.max(max, min);
        }
        return max;
    }
}
