package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The usual error: robust against outliers, and never near 0 where a few errors are large. */
class ResidualsTest {
    private static final int O = 1;
    private static final double LEAST = 1e-9;
    private static final int CLIPPED = O + 1;

    private final long seed = 20_261_202;
    private final Random random = new Random(seed);
    private final double[] s = new double[O + Residuals.SIZE + 1];

    private void learn(double magnitude) {
        Residuals.learn(s, O, magnitude, LEAST, 1);
    }

    private void settled() {
        Residuals.init(s, O);
        for (int i = 0; i < 4000; i++) {
            learn(Math.abs(random.nextGaussian()));
        }
    }

    private double unit() {
        return Residuals.unit(s, O, LEAST);
    }

    @Test
    void theUnitIsTheStandardDeviationOfNormalErrors() {
        settled();
        assertThat(unit()).as("seed %d", seed).isCloseTo(1, within(0.05));
        assertThat(new double[] {s[0], s[O + Residuals.SIZE]}).containsOnly(0);
    }

    @Test
    void isKnownAfterFourErrors() {
        Residuals.init(s, O);
        for (int i = 0; i < 4; i++) {
            assertThat(Residuals.isKnown(s, O)).as("after %d", i).isFalse();
            learn(1);
        }
        assertThat(Residuals.isKnown(s, O)).isTrue();
    }

    /** One error in {@code every} is 1; half the mean, as a standard deviation, is a sound unit. */
    @ParameterizedTest
    @ValueSource(ints = {10, 50, 200})
    void theUnitStaysAwayFromZeroIfMostErrorsAreZero(int every) {
        Residuals.init(s, O);
        double half = 0.5 * 1.2533 / every;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 20_000; i++) {
            learn(i % every == every / 2 ? 1 : 0);
            least = i < 1000 ? least : Math.min(least, unit());
        }
        assertThat(least).isGreaterThan(0.85 * half);
        assertThat(unit()).isLessThan(4 * half);
    }

    @Test
    void oneLargeErrorAfterManyZerosIsNotDividedByNothing() {
        Residuals.init(s, O);
        for (int i = 0; i < 5000; i++) {
            learn(0);
        }
        assertThat(unit()).isEqualTo(LEAST);
        learn(1);
        assertThat(unit()).isCloseTo(0.5 * 1.2533 / 4000, within(1e-9));
    }

    @Test
    void anOutlierCountsAsThreeUnits() {
        settled();
        double before = s[CLIPPED];
        double clip = 3 * unit();
        learn(300);
        assertThat(s[CLIPPED] - before)
                .as("seed %d", seed)
                .isCloseTo((clip - before) / 4000, within(1e-12));
        assertThat(unit()).as("seed %d", seed).isCloseTo(before, within(0.001));
    }

    @Test
    void lastingLargerErrorsBecomeUsual() {
        settled();
        for (int i = 0; i < 8000; i++) {
            learn(30 * Math.abs(random.nextGaussian()));
        }
        assertThat(unit()).as("seed %d", seed).isBetween(15.0, 30.0);
    }

    @Test
    void littleTrustMovesTheClippedMeanTwentyTimesLess() {
        settled();
        double before = s[CLIPPED];
        double[] other = s.clone();
        Residuals.learn(s, O, 2, LEAST, 1);
        Residuals.learn(other, O, 2, LEAST, 0.05);
        double full = s[CLIPPED] - before;
        assertThat(full).isPositive();
        assertThat(other[CLIPPED] - before).isCloseTo(0.05 * full, within(1e-12));
    }

    @Test
    void theSpreadIsTheForecastsUnlessTheErrorsAreFarLarger() {
        settled();
        assertThat(Residuals.spread(s, O, 0.7, LEAST)).isEqualTo(0.7);
        double fifth = Residuals.spread(s, O, 0, LEAST);
        assertThat(fifth).as("seed %d", seed).isCloseTo(0.2, within(0.01));
        assertThat(Residuals.spread(s, O, 0, 3)).isEqualTo(3);
    }

    @Test
    void refusesImpossibleStates() {
        settled();
        Residuals.check(s, O);
        for (int i = 0; i < Residuals.SIZE; i++) {
            for (double bad : new double[] {Double.NaN, -1, 1e161}) {
                double kept = s[O + i];
                s[O + i] = bad;
                assertThatThrownBy(() -> Residuals.check(s, O))
                        .as("%s at %d", bad, i)
                        .isInstanceOf(IllegalArgumentException.class);
                s[O + i] = kept;
            }
        }
    }
}
