package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What p-values and bounds promise, apart from the alarm rate. */
class ResidualCalibratorTest {
    private static final double RATE = 0.001;

    /** The normaliser's scale. */
    private static final double UNIT = 1;

    private final ResidualCalibrator calibrator = new ResidualCalibrator(RATE);
    private final double[] s = new double[calibrator.size() + 2];

    ResidualCalibratorTest() {
        calibrator.init(s, 2);
    }

    private void learn(double error) {
        calibrator.updateBudget(s, 2, error, UNIT);
        calibrator.update(s, 2, error, UNIT);
    }

    private void learn(Random random, int events, double scale) {
        for (int i = 0; i < events; i++) {
            learn(scale * random.nextGaussian());
        }
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void alarmsExactlyOutsideTheBounds(Noise noise) {
        for (double rate : new double[] {1e-6, 0.001, 0.01, 0.2}) {
            ResidualCalibrator any = new ResidualCalibrator(rate);
            any.init(s, 2);
            long seed = 77L + noise.name().length();
            Random random = new Random(seed);
            double error = 0;
            for (int t = 0; t < 3000; t++) {
                error = noise.next(random, error);
                double lower = any.lowerBound(s, 2, UNIT);
                double upper = any.upperBound(s, 2, UNIT);
                double margin = 1e-9 * (upper - lower);
                String where = noise + ", rate " + rate + ", seed " + seed + ", event " + t;
                assertThat(lower).as(where).isLessThan(upper);
                assertThat(any.pValue(s, 2, upper + margin, UNIT))
                        .as(where)
                        .isLessThanOrEqualTo(rate);
                assertThat(any.pValue(s, 2, lower - margin, UNIT))
                        .as(where)
                        .isLessThanOrEqualTo(rate);
                assertThat(any.pValue(s, 2, upper - margin, UNIT)).as(where).isGreaterThan(rate);
                assertThat(any.pValue(s, 2, lower + margin, UNIT)).as(where).isGreaterThan(rate);
                any.updateBudget(s, 2, error, UNIT);
                any.update(s, 2, error, UNIT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void pFallsContinuouslyWithTheDistance(Noise noise) {
        long seed = 5L + noise.name().length();
        Random random = new Random(seed);
        double error = 0;
        for (int t = 0; t < 1000; t++) {
            error = noise.next(random, error);
            learn(error);
        }
        double centre = centre();
        for (int side = -1; side <= 1; side += 2) {
            double last = 1;
            double step = 0.001 * calibrator.scale(s, 2, UNIT);
            for (int i = 0; i < 20_000; i++) {
                double p = calibrator.pValue(s, 2, centre + side * i * step, UNIT);
                assertThat(p).as("%s, seed %d, step %d", noise, seed, i).isLessThanOrEqualTo(last);
                assertThat(last - p).as("%s, seed %d, step %d", noise, seed, i).isLessThan(0.01);
                last = p;
            }
            assertThat(last).isPositive().isLessThan(1e-3);
        }
    }

    /** Where p is 1, found by its fall on both sides. */
    private double centre() {
        double best = 0;
        double bestP = 0;
        for (int i = -20_000; i <= 20_000; i++) {
            double p = calibrator.pValue(s, 2, 1e-4 * i, UNIT);
            if (p > bestP) {
                bestP = p;
                best = 1e-4 * i;
            }
        }
        assertThat(bestP).isGreaterThan(0.99);
        return best;
    }

    @Test
    void staysFiniteOnAnything() {
        long seed = 8;
        Random random = new Random(seed);
        for (int t = 0; t < 20_000; t++) {
            double error = random.nextGaussian() * StrictMath.pow(10, random.nextInt(201) - 100);
            error = Math.max(-1e100, Math.min(1e100, random.nextInt(3) == 0 ? 0 : error));
            double p = calibrator.pValue(s, 2, error, UNIT);
            assertThat(p).as("seed %d, event %d", seed, t).isPositive().isLessThanOrEqualTo(1);
            learn(error);
            assertThat(calibrator.upperBound(s, 2, UNIT))
                    .as("seed %d, event %d", seed, t)
                    .isFinite();
            assertThat(calibrator.lowerBound(s, 2, UNIT))
                    .as("seed %d, event %d", seed, t)
                    .isFinite();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, 1e201})
    void refusesAnErrorThatWouldPoison(double bad) {
        learn(new Random(1), 50, 1);
        double[] before = s.clone();
        assertThatThrownBy(() -> learn(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("error = " + bad);
        assertThat(s).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.21, -1, Double.NaN})
    void refusesARateOutsideItsRange(double rate) {
        assertThatThrownBy(() -> new ResidualCalibrator(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alarmRate = " + rate);
    }
}
