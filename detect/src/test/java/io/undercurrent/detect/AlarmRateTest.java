package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The observed share of alarms on stationary errors stays within a factor 2 of the declared one.
 */
class AlarmRateTest {
    private static final int WARM_UP = 128;

    /** Noise, alarm rate, events after the warm-up, runs. */
    static Stream<Arguments> streams() {
        return Stream.of(Noise.values())
                .flatMap(
                        noise ->
                                Stream.of(
                                        Arguments.of(noise, 0.01, 5_000, 8),
                                        Arguments.of(noise, 0.01, 50_000, 2),
                                        Arguments.of(noise, 0.001, 100_000, 3),
                                        Arguments.of(noise, 0.1, 5_000, 2)));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void isNearTheDeclaredRate(Noise noise, double rate, int events, int runs) {
        ResidualCalibrator calibrator = new ResidualCalibrator(rate);
        double[] s = new double[calibrator.size()];
        for (int run = 0; run < runs; run++) {
            long seed = 1000L * run + noise.name().length();
            Random random = new Random(seed);
            calibrator.init(s, 0);
            double error = 0;
            int alarms = 0;
            for (int t = 0; t < WARM_UP + events; t++) {
                error = noise.next(random, error);
                if (t >= WARM_UP && calibrator.pValue(s, 0, error, 1) <= rate) {
                    alarms++;
                }
                calibrator.updateBudget(s, 0, error, 1);
                calibrator.update(s, 0, error, 1);
            }
            assertThat((double) alarms / events)
                    .as("share of alarms, %s, seed %d", noise, seed)
                    .isBetween(rate / 2, 2 * rate);
        }
    }
}
