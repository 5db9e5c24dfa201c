package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How soon errors are learned, and what one of them or a burst cannot do. */
class ResidualLearningTest {
    private static final double RATE = 0.001;

    private final ResidualCalibrator calibrator = new ResidualCalibrator(RATE);

    /** The normaliser's scale, which follows a lasting change. */
    private double unit = 1;

    private final double[] s = new double[calibrator.size() + 2];

    ResidualLearningTest() {
        calibrator.init(s, 2);
    }

    private void learn(double error) {
        calibrator.updateBudget(s, 2, error, unit);
        calibrator.update(s, 2, error, unit);
    }

    private void learn(Random random, int events, double scale) {
        for (int i = 0; i < events; i++) {
            learn(scale * random.nextGaussian());
        }
    }

    private boolean alarm(double error) {
        return calibrator.pValue(s, 2, error, unit) <= RATE;
    }

    @Test
    void tenSigmaAfterThreeHundredEventsAlarms() {
        int alarms = 0;
        for (int seed = 0; seed < 500; seed++) {
            calibrator.init(s, 2);
            learn(new Random(seed), 300, 1);
            alarms += alarm(seed % 2 == 0 ? 10 : -10) ? 1 : 0;
        }
        assertThat(alarms).as("of 500, seeds 0 to 499").isGreaterThanOrEqualTo(495);
    }

    @Test
    void constantZeroThenAChangeAlarms() {
        for (int i = 0; i < 100_000; i++) {
            learn(0);
            assertThat(calibrator.pValue(s, 2, 0, unit)).isGreaterThan(0.5);
        }
        assertThat(alarm(0.01)).isTrue();
        assertThat(alarm(-0.01)).isTrue();
        for (double x : s) {
            assertThat(x).isFinite();
        }
    }

    @Test
    void noiseAfterAConstantIsLearnedWithinAHundredErrors() {
        learn(new Random(4), 2000, 0);
        assertThat(calibrator.scale(s, 2, unit)).isLessThan(1e-4);
        learn(new Random(4), 100, 1);
        assertThat(calibrator.scale(s, 2, unit)).as("seed 4").isBetween(0.4, 1.6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {8, 50, 1e9})
    void anAnomalyDoesNotBlind(double size) {
        Random random = new Random(3);
        learn(random, 2000, 1);
        for (int i = 0; i < 20; i++) {
            assertThat(i > 4 || alarm(size)).as("seed 3, event %d of the anomaly", i).isTrue();
            learn(size);
        }
        learn(random, 200, 1);
        assertThat(calibrator.scale(s, 2, unit)).as("seed 3").isLessThan(1.3);
        assertThat(alarm(8)).as("seed 3").isTrue();
        assertThat(alarm(-8)).as("seed 3").isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 100, 1e6, 0.1})
    void aLastingChangeOfNoiseIsLearned(double ratio) {
        Random random = new Random(11);
        learn(random, 2000, 1);
        learn(random, 8, ratio);
        unit = Math.max(1, ratio);
        learn(random, 492, ratio);
        assertThat(calibrator.scale(s, 2, unit) / ratio).as("seed 11").isBetween(0.7, 1.5);
        int alarms = 0;
        for (int i = 0; i < 1000; i++) {
            double error = ratio * random.nextGaussian();
            alarms += alarm(error) ? 1 : 0;
            learn(error);
        }
        assertThat(alarms).as("seed 11").isLessThan(8);
        assertThat(alarm(12 * ratio)).as("seed 11").isTrue();
    }
}
