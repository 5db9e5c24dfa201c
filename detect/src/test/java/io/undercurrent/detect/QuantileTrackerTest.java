package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Coverage of the declared bands, order of the offsets, start at the normal distribution. */
class QuantileTrackerTest {
    private static final double[] QUANTILES = {
        0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975
    };

    private final QuantileTracker tracker = new QuantileTracker(QUANTILES);
    private final double[] s = new double[tracker.size() + 1];
    private final double[] offsets = new double[QUANTILES.length];

    QuantileTrackerTest() {
        tracker.init(s, 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Noise.class,
            names = {"QUANTISED"},
            mode = EnumSource.Mode.EXCLUDE)
    void bandsCoverWhatTheyDeclare(Noise noise) {
        for (int run = 0; run < 3; run++) {
            long seed = 31L * run + noise.name().length();
            Random random = new Random(seed);
            tracker.init(s, 1);
            int in80 = 0;
            int in95 = 0;
            int warmUp = 300;
            int events = 8_000;
            double error = 0;
            for (int t = 0; t < warmUp + events; t++) {
                error = noise.next(random, error);
                tracker.offsets(s, 1, offsets);
                if (t >= warmUp) {
                    in80 += error >= offsets[1] && error <= offsets[9] ? 1 : 0;
                    in95 += error >= offsets[0] && error <= offsets[10] ? 1 : 0;
                }
                tracker.update(s, 1, error);
            }
            assertThat((double) in80 / events)
                    .as("80%%, %s, seed %d", noise, seed)
                    .isBetween(0.77, 0.83);
            assertThat((double) in95 / events)
                    .as("95%%, %s, seed %d", noise, seed)
                    .isBetween(0.93, 0.97);
        }
    }

    @Test
    void startsAtTheNormalDistribution() {
        tracker.offsets(s, 1, offsets);
        double[] normal = {
            -1.959964, -1.281552, -0.841621, -0.524401, -0.253347, 0, 0.253347, 0.524401, 0.841621,
            1.281552, 1.959964
        };
        assertThat(offsets).containsExactly(normal, within(5e-4));
    }

    @Test
    void settlesAtTheQuantilesWithLittleWobble() {
        Random random = new Random(14);
        double wobble = 0;
        for (int t = 0; t < 20_000; t++) {
            tracker.update(s, 1, random.nextGaussian());
            tracker.offsets(s, 1, offsets);
            for (int i = 0; i < offsets.length && t >= 5000; i++) {
                wobble += Math.abs(offsets[i] - NormalQuantile.of(QUANTILES[i]));
            }
        }
        assertThat(wobble / 15_000 / offsets.length).as("seed 14").isLessThan(0.08);
    }

    @Test
    void offsetsNeverCross() {
        Random random = new Random(9);
        for (int t = 0; t < 5000; t++) {
            tracker.update(s, 1, random.nextInt(4) == 0 ? 100 * random.nextGaussian() : 0);
            tracker.offsets(s, 1, offsets);
            assertThat(offsets).as("seed 9, event %d", t).isSorted();
        }
    }

    @Test
    void refusesQuantilesOutOfOrderOrRange() {
        for (double[] bad :
                new double[][] {{0.5, 0.5}, {0, 0.5}, {0.5, 1}, {Double.NaN}, {0.6, 0.4}}) {
            assertThatThrownBy(() -> new QuantileTracker(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("quantiles[");
        }
        assertThatThrownBy(() -> tracker.update(s, 1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
