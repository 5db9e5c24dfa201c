package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The 32-bit regression against {@link RecursiveLeastSquares}, its oracle in 64 bits. */
class CompactLeastSquaresTest {
    private static final int N = 13;
    private static final int O = 3;
    private static final double FORGETTING = 0.9995;
    private static final double RIDGE = 1e-6;

    /** Fills the features of event t and returns its target. */
    enum Stream {
        NOISE(1e-5) {
            @Override
            double next(Random random, int t, double[] phi) {
                for (int i = 1; i < phi.length; i++) {
                    phi[i] = random.nextGaussian();
                }
                return phi[1] - 2 * phi[2] + 0.1 * random.nextGaussian();
            }
        },
        COLLINEAR(1e-4) {
            @Override
            double next(Random random, int t, double[] phi) {
                double a = random.nextGaussian();
                for (int i = 1; i < phi.length; i++) {
                    phi[i] = i * a;
                }
                return 5 * a + 0.1 * random.nextGaussian();
            }
        },
        /** Features that are never there, as those of a season that is not known. */
        ABSENT(1e-5) {
            @Override
            double next(Random random, int t, double[] phi) {
                for (int i = 1; i < 5; i++) {
                    phi[i] = random.nextGaussian();
                }
                return phi[4] + random.nextGaussian();
            }
        },
        /** Without noise the 64-bit solution is exact; what 32 bits leave must stay small. */
        SMOOTH(1e-4) {
            @Override
            double next(Random random, int t, double[] phi) {
                for (int i = 1; i < phi.length; i++) {
                    phi[i] = Math.sin(0.26 * (t - i)) - Math.sin(0.26 * (t - 1));
                }
                phi[1] = Math.sin(0.26 * (t - 1));
                return Math.sin(0.26 * t) - phi[1];
            }
        },
        AT_THE_LIMIT(1e-2) {
            @Override
            double next(Random random, int t, double[] phi) {
                for (int i = 1; i < phi.length; i++) {
                    phi[i] = random.nextInt(50) == 0 ? 30 : random.nextGaussian();
                }
                return random.nextInt(50) == 0 ? -30 : phi[3];
            }
        };

        /** Mean distance of the two forecasts that rounding may bring; targets are about 1. */
        final double near;

        Stream(double near) {
            this.near = near;
        }

        abstract double next(Random random, int t, double[] phi);
    }

    private final CompactLeastSquares compact = new CompactLeastSquares(N, FORGETTING, RIDGE);
    private final RecursiveLeastSquares oracle = new RecursiveLeastSquares(N, FORGETTING, RIDGE);
    private final float[] f = new float[O + compact.size()];
    private final double[] s = new double[oracle.size()];
    private final double[] phi = new double[N];
    private final float[] features = new float[N];
    private final double[] w = new double[N];

    private void init() {
        compact.init(f, O);
        oracle.init(s, 0);
        phi[0] = 1;
    }

    private void round() {
        for (int i = 0; i < N; i++) {
            features[i] = (float) phi[i];
            phi[i] = features[i];
        }
    }

    /** Lets both learn, and returns how far their forecasts were apart. */
    private double learn(double target) {
        double expected = oracle.predict(s, 0, phi, w);
        double said = compact.predict(f, O, features);
        double error = compact.learn(f, O, features, (float) target);
        assertThat(error).isCloseTo(target - said, offset(2e-5 * (1 + Math.abs(target))));
        oracle.update(s, 0, phi, target);
        return Math.abs(expected - said);
    }

    @ParameterizedTest
    @EnumSource(Stream.class)
    void fiftyThousandEventsPredictLikeTheOracle(Stream stream) {
        long seed = 20_271;
        Random random = new Random(seed);
        init();
        double apart = 0;
        int judged = 0;
        for (int t = 0; t < 50_000; t++) {
            double target = stream.next(random, t, phi);
            round();
            double distance = learn(target);
            if (t >= 200) {
                apart += distance;
                judged++;
            }
        }
        assertThat(apart / judged).as("%s, seed %d", stream, seed).isLessThan(stream.near);
    }

    @Test
    void learnedNumbersAreCarriedToOtherUnits() {
        Random random = new Random(5);
        init();
        for (int t = 0; t < 1000; t++) {
            double target = Stream.NOISE.next(random, t, phi);
            round();
            learn(target);
        }
        double factor = 0.25;
        double shift = -1.5;
        compact.carry(f, O, 1, factor, shift);
        oracle.carry(s, 0, 1, N, factor, shift);
        for (int t = 0; t < 1000; t++) {
            double target = factor * Stream.NOISE.next(random, t, phi);
            for (int i = 1; i < N; i++) {
                phi[i] *= factor;
            }
            phi[1] += shift;
            round();
            assertThat(learn(target)).as("event %d", t).isLessThan(1e-4);
        }
    }

    @Test
    void aStateOfTheOracleGoesOn() {
        Random random = new Random(6);
        init();
        for (int t = 0; t < 777; t++) {
            double target = Stream.NOISE.next(random, t, phi);
            oracle.update(s, 0, phi, target);
        }
        compact.read(s, 0, f, O);
        compact.check(f, O);
        for (int t = 0; t < 3000; t++) {
            double target = Stream.NOISE.next(random, t, phi);
            round();
            assertThat(learn(target)).as("event %d", t).isLessThan(1e-4);
        }
    }

    /** The diagonal is all that keeps a coordinate from following noise. */
    @ParameterizedTest
    @CsvSource({"1,0.99,0.5", "5,0.99,0.5", "13,0.9995,1e-6", "29,0.999,1", "4,1,0.1"})
    void withoutExcitationTheRidgeStays(int n, double forgetting, double ridge) {
        CompactLeastSquares regression = new CompactLeastSquares(n, forgetting, ridge);
        float[] state = new float[regression.size()];
        regression.init(state, 0);
        double least = ridge * Math.pow(forgetting, 4 * n + 1);
        for (int t = 0; t < 20_000; t++) {
            regression.learn(state, 0, new float[n], 1);
            int diagonal = 0;
            for (int i = 0; i < n; i++) {
                assertThat((double) state[diagonal])
                        .as("event %d, coordinate %d", t, i)
                        .isBetween(0.999 * least, 1.001 * ridge);
                diagonal += n - i;
            }
        }
    }

    @Test
    void anOverflowIsTold() {
        init();
        Arrays.fill(features, Float.MAX_VALUE);
        double error = 0;
        for (int t = 0; t < 3; t++) {
            error = compact.learn(f, O, features, 1);
        }
        assertThat(error).isNaN();
    }

    @Test
    void aPlaceOutsideTheCycleIsRefused() {
        init();
        f[f.length - 1] = 4 * N;
        assertThatThrownBy(() -> compact.check(f, O))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("place in its cycle = 52");
    }

    @ParameterizedTest
    @CsvSource({"0,0.9,1", "33,0.9,1", "4,0.4,1", "4,1.1,1", "4,0.9,0"})
    void refusesParametersOutsideTheirRange(int n, double forgetting, double ridge) {
        assertThatThrownBy(() -> new CompactLeastSquares(n, forgetting, ridge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed are");
    }
}
