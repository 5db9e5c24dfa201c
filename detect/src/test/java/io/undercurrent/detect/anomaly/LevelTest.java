package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The level and its unit: what they are, what moves them, and how long a new level takes. */
class LevelTest {
    private static final int O = 2;

    private final long seed = 20_261_201;
    private final Random random = new Random(seed);
    private final double[] s = new double[O + Level.SIZE + 1];

    private void learn(int values, double mean, double sd) {
        for (int i = 0; i < values; i++) {
            Level.learn(s, O, mean + sd * random.nextGaussian(), 1);
        }
    }

    private void settled() {
        Level.init(s, O);
        learn(4000, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1, 1e9})
    void isTheMeanAndTheStandardDeviationOfNormalValues(double scale) {
        Level.init(s, O);
        learn(4000, 7 * scale, scale);
        assertThat(Level.location(s, O) / scale).as("seed %d", seed).isCloseTo(7, within(0.08));
        assertThat(Level.unit(s, O) / scale).as("seed %d", seed).isCloseTo(1, within(0.05));
        assertThat(Level.distance(s, O, 10 * scale)).isCloseTo(3, within(0.25));
        assertThat(Level.count(s, O)).isEqualTo(4000);
        assertThat(new double[] {s[0], s[1], s[O + Level.SIZE]}).containsOnly(0);
    }

    @Test
    void theFirstValueIsTheLevel() {
        Level.init(s, O);
        assertThat(Level.distance(s, O, 5)).isZero();
        Level.learn(s, O, 5, 1);
        assertThat(Level.location(s, O)).isEqualTo(5);
        assertThat(Level.distance(s, O, 5)).isZero();
    }

    @Test
    void anOutlierMovesTheLevelByThreeUnitsAtMost() {
        settled();
        double unit = Level.unit(s, O);
        double location = Level.location(s, O);
        Level.learn(s, O, 500, 1);
        double moved = Level.location(s, O) - location;
        assertThat(moved).as("seed %d", seed).isCloseTo(3 * unit / 4000, within(1e-12));
        assertThat(Level.unit(s, O) / unit).as("seed %d", seed).isBetween(1.0, 1.001);
    }

    @Test
    void anOutlierAmongTheFirstValuesIsForgotten() {
        Level.init(s, O);
        learn(10, 0, 1);
        Level.learn(s, O, 100, 1);
        learn(4000, 0, 1);
        assertThat(Level.location(s, O)).as("seed %d", seed).isCloseTo(0, within(0.1));
        assertThat(Level.unit(s, O)).as("seed %d", seed).isCloseTo(1, within(0.1));
    }

    /** However far it is, a new level is less than three units away after 2300 events. */
    @ParameterizedTest
    @ValueSource(doubles = {20, 100, 1e6})
    void acceptsANewLevelWithin2300Events(double shift) {
        settled();
        learn(1500, shift, 1);
        assertThat(Level.distance(s, O, shift)).as("seed %d", seed).isGreaterThan(3);
        learn(800, shift, 1);
        assertThat(Level.distance(s, O, shift)).as("seed %d", seed).isBetween(1.0, 3.0);
        learn(2200, shift, 1);
        assertThat(Level.distance(s, O, shift)).as("seed %d", seed).isBetween(0.0, 1.0);
    }

    @Test
    void littleTrustKeepsTheLevel() {
        settled();
        double location = Level.location(s, O);
        for (int i = 0; i < 1000; i++) {
            Level.learn(s, O, 20 + random.nextGaussian(), 0.05);
        }
        // In full trust, 1000 events move it by more than two.
        assertThat(Level.location(s, O) - location).as("seed %d", seed).isBetween(0.03, 0.15);
    }

    @Test
    void theUnitIsPositiveForAConstant() {
        for (double constant : new double[] {0, 1e-200, 42, -1e150}) {
            Level.init(s, O);
            for (int i = 0; i < 100; i++) {
                Level.learn(s, O, constant, 1);
            }
            assertThat(Level.unit(s, O)).as("of %s", constant).isPositive();
            assertThat(Level.least(s, O)).as("of %s", constant).isPositive();
            assertThat(Level.distance(s, O, constant)).as("of %s", constant).isZero();
            Level.check(s, O);
        }
    }

    @Test
    void theUnitStaysAwayFromZeroIfMostValuesAreEqual() {
        Level.init(s, O);
        for (int i = 0; i < 20_000; i++) {
            Level.learn(s, O, i % 100 == 99 ? 50 : 0, 1);
        }
        // The mean distance is a half, and half of it as a standard deviation is 0.31.
        assertThat(Level.unit(s, O)).isBetween(0.28, 0.5);
    }

    @Test
    void recentIsTheMeanDistanceOfTheLastValues() {
        settled();
        learn(64, 4, 0.1);
        assertThat(Level.recent(s, O)).as("seed %d", seed).isCloseTo(3.85, within(0.15));
        learn(64, -1000, 0.1);
        assertThat(Level.recent(s, O)).as("clipped, seed %d", seed).isBetween(-8.0, -7.5);
        Level.check(s, O);
    }

    @Test
    void refusesImpossibleStates() {
        settled();
        Level.check(s, O);
        for (int i = 0; i < Level.SIZE; i++) {
            for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e161}) {
                double kept = s[O + i];
                s[O + i] = bad;
                assertThatThrownBy(() -> Level.check(s, O))
                        .as("%s at %d", bad, i)
                        .isInstanceOf(IllegalArgumentException.class);
                s[O + i] = kept;
            }
        }
    }
}
