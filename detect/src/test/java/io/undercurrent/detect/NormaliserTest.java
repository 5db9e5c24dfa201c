package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Location and scale on what real channels do: noise, spikes, new levels, nothing at all. */
class NormaliserTest {
    private static final long SEED = 90_210;

    private final Normaliser normaliser = new Normaliser(512);
    private final double[] s = new double[normaliser.size() + 3];
    private final Random random = new Random(SEED);

    NormaliserTest() {
        normaliser.init(s, 3);
    }

    private void noise(int events, double location, double scale) {
        for (int i = 0; i < events; i++) {
            normaliser.observe(s, 3, location + scale * random.nextGaussian());
        }
    }

    private double location() {
        return normaliser.location(s, 3);
    }

    private double scale() {
        return normaliser.scale(s, 3);
    }

    @Test
    void startsAsMeanAndDeviationOfAllValues() {
        double[] values = {3, -1, 4, 1, -5, 9, 2};
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            assertThat(normaliser.ready(s, 3)).isFalse();
            normaliser.observe(s, 3, values[i]);
            sum += values[i];
            squares += values[i] * values[i];
            double mean = sum / (i + 1);
            assertThat(location()).isCloseTo(mean, within(1e-12));
            assertThat(scale()).isCloseTo(Math.sqrt(squares / (i + 1) - mean * mean), within(1e-6));
        }
        normaliser.observe(s, 3, 1);
        assertThat(normaliser.ready(s, 3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e9, 1e-9})
    void followsNoiseOfAnyMagnitude(double unit) {
        noise(3000, 5 * unit, 2 * unit);
        assertThat(location()).as("seed %d", SEED).isCloseTo(5 * unit, within(0.3 * unit));
        assertThat(scale()).as("seed %d", SEED).isCloseTo(2 * unit, within(0.3 * unit));
    }

    @Test
    void oneSpikeChangesLittle() {
        noise(1000, 5, 2);
        double locationBefore = location();
        double scaleBefore = scale();
        normaliser.observe(s, 3, 1e9);
        assertThat(scale()).as("seed %d", SEED).isBetween(scaleBefore, 1.26 * scaleBefore);
        assertThat(location()).isCloseTo(locationBefore, within(0.02 * scaleBefore));
    }

    @Test
    void spikesNowAndThenComeIntoReach() {
        for (int i = 0; i < 20_000; i++) {
            noise(1, 5, 2);
            if (i % 400 == 399) {
                normaliser.observe(s, 3, 5000);
            }
        }
        assertThat(Math.abs(5000 - location()) / scale()).as("seed %d", SEED).isLessThan(65);
        assertThat(location()).as("seed %d", SEED).isCloseTo(5, within(5.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 31})
    void valuesOutsideThatAgreeAreANewLevelFromThe20thOn(int events) {
        noise(1000, 5, 2);
        noise(19, 5000, 2);
        assertThat(location()).as("seed %d", SEED).isCloseTo(5, within(5.0));
        assertThat(normaliser.outsideRun(s, 3)).isEqualTo(19);
        noise(events - 19, 5000, 2);
        assertThat(location()).as("seed %d", SEED).isCloseTo(5000, within(5.0));
        assertThat(normaliser.outsideRun(s, 3)).isZero();
    }

    @Test
    void valuesOutsideThatDoNotAgreeAreNewNoiseFromThe32ndOn() {
        noise(1000, 5, 2);
        double before = scale();
        for (int i = 0; i < 31; i++) {
            normaliser.observe(s, 3, i % 2 == 0 ? 9999 : -9999);
        }
        assertThat(scale()).as("seed %d", SEED).isLessThan(20 * before);
        normaliser.observe(s, 3, -9999);
        assertThat(scale()).as("seed %d", SEED).isGreaterThan(9000);
    }

    @Test
    void aBurstChangesLittle() {
        noise(1000, 5, 2);
        double locationBefore = location();
        double scaleBefore = scale();
        noise(15, 5000, 2);
        assertThat(scale()).as("seed %d", SEED).isBetween(scaleBefore, 1.3 * scaleBefore);
        assertThat(location()).isCloseTo(locationBefore, within(0.05 * scaleBefore));
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, -1e6, 1e9})
    void lastingLevelIsFollowed(double level) {
        noise(1000, 5, 2);
        noise(40, level, 2);
        assertThat(location()).as("seed %d", SEED).isCloseTo(level, within(2.0));
        assertThat(scale()).as("seed %d", SEED).isLessThan(Math.abs(level) / 3);
        noise(1600, level, 2);
        assertThat(location()).as("seed %d", SEED).isCloseTo(level, within(0.5));
        assertThat(scale()).as("seed %d", SEED).isBetween(1.5, 5.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 50, 150})
    void switchingBetweenTwoLevelsKeepsTheirSpread(int halfPeriod) {
        for (int t = 0; t < 6000; t++) {
            normaliser.observe(s, 3, t / halfPeriod % 2 == 0 ? 10 : 20);
            if (t > 2000) {
                assertThat(scale()).as("event %d", t).isBetween(1.5, 8.0);
            }
        }
    }

    @Test
    void lastingChangeOfScaleIsFollowed() {
        noise(1000, 0, 1);
        noise(1500, 0, 30);
        assertThat(scale()).as("seed %d", SEED).isCloseTo(30, Percentage.withPercentage(15));
        noise(4000, 0, 1);
        assertThat(scale()).as("seed %d", SEED).isLessThan(1.3);
    }

    @Test
    void wildFirstValuesAreForgotten() {
        normaliser.observe(s, 3, 1e9);
        noise(100, 5, 2);
        assertThat(location()).as("seed %d", SEED).isCloseTo(5, within(2.0));
        assertThat(scale()).as("seed %d", SEED).isBetween(1.0, 4.0);
    }

    @Test
    void sparsePulsesKeepTheirScale() {
        for (int i = 0; i < 10_000; i++) {
            normaliser.observe(s, 3, i % 24 == 7 ? 1 : 0);
        }
        assertThat(scale()).isCloseTo(0.2, Percentage.withPercentage(15));
    }

    @Test
    void pulsesAfterAConstantBeginningSetTheScale() {
        for (int i = 0; i < 3000; i++) {
            normaliser.observe(s, 3, i > 200 && i % 24 == 7 ? 101 : 100);
        }
        assertThat(scale()).isCloseTo(0.2, Percentage.withPercentage(25));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 5, -1e9, 1e-9})
    void constantHasATinyScaleAndThenFollowsAChange(double constant) {
        for (int i = 0; i < 100_000; i++) {
            normaliser.observe(s, 3, constant);
        }
        assertThat(location()).isEqualTo(constant);
        assertThat(scale())
                .isPositive()
                .isLessThanOrEqualTo(Math.max(1e-110, 1e-15 * Math.abs(constant)));
        noise(100, constant, 1);
        assertThat(scale()).as("seed %d", SEED).isBetween(0.5, 2.0);
    }

    @Test
    void missingValuesChangeNothing() {
        noise(20, 1, 1);
        double[] before = s.clone();
        normaliser.observe(s, 3, Double.NaN);
        assertThat(s).isEqualTo(before);
    }

    @Test
    void extremesStayFinite() {
        double[] extremes = {Double.MAX_VALUE, -Double.MAX_VALUE, 0, Double.MIN_VALUE, 1e200};
        for (int i = 0; i < 1000; i++) {
            normaliser.observe(s, 3, extremes[random.nextInt(extremes.length)]);
            assertThat(location()).as("seed %d, value %d", SEED, i).isFinite();
            assertThat(scale()).as("seed %d, value %d", SEED, i).isFinite().isPositive();
        }
    }

    @Test
    void tellsBeforeItLearnsWhatLiesOutside() {
        noise(100, 5, 2);
        double reach = normaliser.reach(s, 3);
        assertThat(reach).isEqualTo(Normaliser.CLIP * scale());
        assertThat(normaliser.isOutside(s, 3, location() + 0.99 * reach)).isFalse();
        assertThat(normaliser.isOutside(s, 3, location() + 1.01 * reach)).isTrue();
        assertThat(normaliser.isOutside(s, 3, location() - 1.01 * reach)).isTrue();
        assertThat(normaliser.isOutside(s, 3, Double.NaN)).isFalse();
    }

    @Test
    void refusesAWindowOutsideItsRange() {
        assertThatThrownBy(() -> new Normaliser(15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("window = 15: allowed are whole numbers from 16");
    }
}
