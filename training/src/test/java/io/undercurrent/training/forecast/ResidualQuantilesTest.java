package io.undercurrent.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The sorted window against sorting it again. */
class ResidualQuantilesTest {
    @Test
    void equalToSortingTheNewestErrors() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20; round++) {
            int window = 1 + random.nextInt(40);
            ResidualQuantiles quantiles = new ResidualQuantiles(window);
            List<Double> errors = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                // Coarse, so that equal errors are frequent; -0.0 among them.
                double error = Math.rint(5 * random.nextGaussian()) / 2;
                quantiles.add(error);
                errors.add(error);
                double p = random.nextDouble();
                assertThat(quantiles.quantile(p))
                        .as("seed %d, window %d, error %d, p %s", seed, window, i, p)
                        .isCloseTo(sorted(errors, window, p), within(1e-12));
            }
        }
    }

    private static double sorted(List<Double> errors, int window, double p) {
        double[] newest =
                errors.subList(Math.max(0, errors.size() - window), errors.size()).stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
        int n = newest.length;
        double position = (n + 1) * p; // one-based
        if (position <= 1) {
            return newest[0];
        }
        if (position >= n) {
            return newest[n - 1];
        }
        int below = (int) Math.floor(position);
        double share = position - below;
        return (1 - share) * newest[below - 1] + share * newest[below];
    }

    @Test
    void noErrorNoSpread() {
        assertThat(new ResidualQuantiles(3).quantile(0.9)).isZero();
    }
}
