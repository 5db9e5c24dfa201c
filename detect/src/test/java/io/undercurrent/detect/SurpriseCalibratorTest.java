package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SurpriseCalibratorTest {
    private static final double RATE = 0.01;
    private static final int EVENTS = 200_000;

    private final long seed = System.nanoTime();

    /** Alarms a declared one, where the forecast's tails are the true ones to a power. */
    private double alarms(double power) {
        SurpriseCalibrator calibrator = new SurpriseCalibrator(RATE);
        int o = 2;
        double[] s = new double[o + calibrator.size()];
        calibrator.init(s, o);
        Random random = new Random(seed);
        int alarms = 0;
        for (int t = 0; t < EVENTS; t++) {
            double tail = StrictMath.pow(1 - random.nextDouble(), power);
            alarms += calibrator.pValue(s, o, tail) <= RATE ? 1 : 0;
            calibrator.update(s, o, tail);
        }
        return alarms / (RATE * EVENTS);
    }

    @Test
    void theRateIsKeptThoughTheForecastIsTooSureOrNotSureEnough() {
        for (double power : new double[] {0.8, 1, 1.4}) {
            assertThat(alarms(power)).as("power %s, seed %d", power, seed).isBetween(0.85, 1.15);
        }
    }

    @Test
    void aRarerEventHasASmallerPValueEvenWhereItsTailIsZero() {
        SurpriseCalibrator calibrator = new SurpriseCalibrator(RATE);
        double[] s = new double[calibrator.size()];
        calibrator.init(s, 0);
        assertThat(calibrator.pValue(s, 0, 1)).isEqualTo(1);
        assertThat(calibrator.pValue(s, 0, RATE / 2)).isLessThan(RATE);
        assertThat(calibrator.pValue(s, 0, 0)).isPositive().isLessThan(1e-200);
        assertThatThrownBy(() -> calibrator.pValue(s, 0, Double.NaN)).hasMessageContaining("tail");
    }
}
