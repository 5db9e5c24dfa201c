package io.undercurrent.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Recursive sums and Cholesky against one batch solution. */
class NormalEquationsTest {
    @Test
    void equalToTheBatchSolutionAtAnyTime() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20; round++) {
            int n = 1 + random.nextInt(12);
            double forgetting = 0.9 + 0.1 * random.nextDouble();
            double ridge = Math.pow(10, -1 - 4 * random.nextDouble());
            NormalEquations equations = new NormalEquations(n, forgetting, ridge);
            BatchRegression batch = new BatchRegression();
            for (int t = 0; t < 60; t++) {
                double[] phi = random.doubles(n, -1, 1).toArray();
                phi[0] = 0; // a feature that is never there
                double target = 100 * random.nextGaussian();
                equations.update(phi, target);
                batch.add(phi, target);
            }
            double[] w = new double[n];
            equations.solve(w);
            assertThat(w)
                    .as("seed %d, round %d, n %d", seed, round, n)
                    .containsExactly(batch.solve(n, forgetting, ridge), within(1e-5));
            assertThat(w[0]).isZero();
        }
    }
}
