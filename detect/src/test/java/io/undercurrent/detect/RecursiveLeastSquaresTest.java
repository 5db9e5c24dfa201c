package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The online read-out against {@link BatchLeastSquares}, which sees all rows at once. */
class RecursiveLeastSquaresTest {
    private static final int EVENTS = 1_000_000;
    private static final int CHECK_EVERY = 10_000;
    private static final int N = 16;

    /** Streams that break the covariance form of recursive least squares. */
    enum Stream {
        CONSTANT {
            @Override
            double next(Random random, double[] phi) {
                Arrays.fill(phi, 3.0);
                return 7.0;
            }
        },
        COLLINEAR {
            @Override
            double next(Random random, double[] phi) {
                double a = 1 + random.nextDouble();
                for (int i = 0; i < phi.length; i++) {
                    phi[i] = (i + 1) * a;
                }
                return 5 * a + 0.1 * random.nextGaussian();
            }
        },
        HUGE {
            @Override
            double next(Random random, double[] phi) {
                double sum = 4e9;
                for (int i = 0; i < phi.length; i++) {
                    phi[i] = 1e9 * (1 + random.nextGaussian());
                    sum += phi[i] / phi.length;
                }
                return sum + 1e7 * random.nextGaussian();
            }
        },
        HUGE_AND_COLLINEAR {
            @Override
            double next(Random random, double[] phi) {
                double a = 1e9 * (1 + random.nextDouble());
                for (int i = 0; i < phi.length; i++) {
                    phi[i] = i % 2 == 0 ? 1e9 : (i + 1) * a;
                }
                return 2 * a;
            }
        };

        abstract double next(Random random, double[] phi);
    }

    @ParameterizedTest
    @EnumSource(Stream.class)
    void millionEventsPredictLikeBatch(Stream stream) {
        long seed = 20_261;
        double forgetting = 0.996;
        double ridge = 1e-2;
        RecursiveLeastSquares rls = new RecursiveLeastSquares(N, forgetting, ridge);
        double[] s = new double[rls.size() + 5];
        rls.init(s, 5);
        BatchLeastSquares batch = new BatchLeastSquares(N, CHECK_EVERY / 2, forgetting, ridge);
        Random random = new Random(seed);
        double[] phi = new double[N];
        double[] w = new double[N];
        double traceBound = N / (ridge * Math.pow(forgetting, N - 1));
        for (int t = 1; t <= EVENTS; t++) {
            double target = stream.next(random, phi);
            if (t % CHECK_EVERY == 0) {
                double expected = batch.predict(phi);
                assertThat(rls.predict(s, 5, phi, w))
                        .as("%s, seed %d, event %d", stream, seed, t)
                        .isCloseTo(expected, offset(1e-3 * Math.abs(expected)));
                assertThat(rls.covarianceTrace(s, 5)).isBetween(0.0, 1.001 * traceBound);
            }
            rls.update(s, 5, phi, target);
            batch.add(phi, target);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0.99,1", "3,1.0,0.1", "7,0.995,0.5", "32,0.999,1e-3"})
    void weightsAreTheBatchSolution(int n, double forgetting, double ridge) {
        long seed = 4711L + n;
        Random random = new Random(seed);
        RecursiveLeastSquares rls = new RecursiveLeastSquares(n, forgetting, ridge);
        double[] s = new double[rls.size()];
        rls.init(s, 0);
        double[] ridges = new double[n];
        for (int k = 0; k < n; k++) {
            ridges[k] = ridge * Math.pow(forgetting, Math.floorMod(3000 - 1 - k, n));
        }
        BatchLeastSquares batch = new BatchLeastSquares(n, 3000, forgetting, ridges);
        double[] phi = new double[n];
        double[] w = new double[n];
        for (int t = 0; t < 3000; t++) {
            double target = random.nextGaussian();
            for (int i = 0; i < n; i++) {
                phi[i] = random.nextGaussian();
                target += phi[i] * (i - 1);
            }
            rls.update(s, 0, phi, target);
            batch.add(phi, target);
        }
        rls.weights(s, 0, w);
        assertThat(w).as("seed %d", seed).containsExactly(batch.solve(), offset(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 32})
    void traceStaysBoundedWithoutExcitation(int n) {
        double forgetting = 0.99;
        double ridge = 0.5;
        RecursiveLeastSquares rls = new RecursiveLeastSquares(n, forgetting, ridge);
        double[] s = new double[rls.size()];
        rls.init(s, 0);
        double bound = n / (ridge * Math.pow(forgetting, n - 1)) * 1.000001;
        assertThat(rls.covarianceTrace(s, 0)).isBetween(n / ridge * 0.999999, bound);
        double[] zero = new double[n];
        for (int t = 0; t < 20_000; t++) {
            rls.update(s, 0, zero, 1.0);
            assertThat(rls.covarianceTrace(s, 0)).isBetween(n / ridge * 0.999999, bound);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e101})
    void refusesWhatWouldPoisonTheState(double bad) {
        RecursiveLeastSquares rls = new RecursiveLeastSquares(3, 0.99, 1);
        double[] s = new double[rls.size()];
        rls.init(s, 0);
        rls.update(s, 0, new double[] {1, 2, 3}, 4);
        double[] before = s.clone();
        assertThatThrownBy(() -> rls.update(s, 0, new double[] {1, 2, bad}, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("feature = " + bad);
        assertThatThrownBy(() -> rls.update(s, 0, new double[] {1, 2, 3}, bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target = " + bad);
        assertThat(s).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"0,0.9,1", "33,0.9,1", "4,0.4,1", "4,1.1,1", "4,NaN,1", "4,0.9,0", "4,0.9,-1"})
    void refusesParametersOutsideTheirRange(int n, double forgetting, double ridge) {
        assertThatThrownBy(() -> new RecursiveLeastSquares(n, forgetting, ridge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed are");
    }
}
