package io.undercurrent.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The search on functions whose minimum is known. */
class NelderMeadTest {
    @Test
    void findsTheMinimumOfSkewedBowls() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20; round++) {
            double[] at = random.doubles(3, -2, 2).toArray();
            double[] steep = random.doubles(3, 0.5, 5).toArray();
            double[] found =
                    NelderMead.minimise(
                            x -> {
                                double sum = 0;
                                for (int i = 0; i < 3; i++) {
                                    double d = x[i] - at[i] + (i > 0 ? x[i - 1] - at[i - 1] : 0);
                                    sum += steep[i] * d * d;
                                }
                                return sum;
                            },
                            new double[3],
                            1,
                            600);
            assertThat(found).as("seed %d", seed).containsExactly(at, within(1e-3));
        }
    }

    @Test
    void staysWhereTheFunctionHasAValue() {
        double[] found =
                NelderMead.minimise(x -> x[0] < 0.5 ? Double.NaN : x[0], new double[] {1}, 1, 200);
        assertThat(found[0]).isBetween(0.5, 0.51);
    }
}
