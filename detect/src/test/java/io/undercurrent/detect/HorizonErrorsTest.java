package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * Error growth over the horizon: learned, extrapolated, never falling, never more than one path.
 */
class HorizonErrorsTest {
    private static final int H = 24;

    private final HorizonErrors errors = new HorizonErrors(H);
    private final double[] s = new double[errors.size() + 4];
    private final double[] path = new double[H];
    private final double[] scales = new double[H];

    HorizonErrorsTest() {
        errors.init(s, 4);
    }

    @Test
    void extrapolatesAsARandomWalkBeforeAnythingIsSeen() {
        for (int h = 1; h <= H; h++) {
            assertThat(errors.scale(s, 4, h, 3)).isCloseTo(3 * Math.sqrt(h), within(1e-9));
        }
    }

    @Test
    void learnsTheRandomWalksGrowth() {
        Random random = new Random(2);
        double level = 0;
        for (int t = 0; t < 3000 * H; t++) {
            if (errors.wantsPath(s, 4)) {
                Arrays.fill(path, level);
                errors.offerPath(s, 4, path);
            }
            level += 2 * random.nextGaussian();
            errors.observe(s, 4, level);
        }
        errors.scales(s, 4, 2, scales);
        assertThat(scales).as("seed 2").isSorted();
        for (int h = 1; h <= H; h++) {
            assertThat(scales[h - 1])
                    .as("seed 2, h %d", h)
                    .isCloseTo(2 * Math.sqrt(h), Percentage.withPercentage(35));
        }
    }

    @Test
    void learnsThatASeasonalForecastDoesNotDegrade() {
        Random random = new Random(5);
        for (int t = 0; t < 60 * H; t++) {
            if (errors.wantsPath(s, 4)) {
                Arrays.fill(path, 7);
                errors.offerPath(s, 4, path);
            }
            errors.observe(s, 4, 7 + random.nextGaussian());
        }
        errors.scales(s, 4, 1, scales);
        assertThat(scales).as("seed 5").isSorted();
        assertThat(scales[0]).isEqualTo(1);
        assertThat(scales[H - 1]).as("seed 5").isBetween(1.0, 1.6);
    }

    @Test
    void stepsNotSeenYetGrowFromTheSeenOnes() {
        Arrays.fill(path, 0);
        errors.offerPath(s, 4, path);
        for (int h = 1; h <= 4; h++) {
            errors.observe(s, 4, 10);
        }
        errors.scales(s, 4, 1, scales);
        assertThat(scales).isSorted();
        assertThat(scales[3]).isGreaterThan(4);
        assertThat(scales[15]).isCloseTo(2 * scales[3], within(1e-9));
    }

    @Test
    void oneWildValueIsBounded() {
        Arrays.fill(path, 0);
        for (int t = 0; t < 40 * H; t++) {
            if (errors.wantsPath(s, 4)) {
                errors.offerPath(s, 4, path);
            }
            errors.observe(s, 4, t % 2 == 0 ? 1 : -1);
        }
        double before = errors.scale(s, 4, H, 1);
        errors.offerPath(s, 4, path);
        for (int h = 0; h < H; h++) {
            errors.observe(s, 4, h == 5 ? 1e300 : 1);
        }
        assertThat(errors.scale(s, 4, H, 1)).isBetween(before, 1.5 * before);
    }

    @Test
    void missingValuesPassTheTimeAndTeachNothing() {
        errors.offerPath(s, 4, path);
        double[] before = s.clone();
        errors.observe(s, 4, Double.NaN);
        before[4 + 2 * H] = 1;
        assertThat(s).isEqualTo(before);
        for (int h = 1; h < H; h++) {
            assertThat(errors.wantsPath(s, 4)).isFalse();
            errors.observe(s, 4, Double.NaN);
        }
        assertThat(errors.wantsPath(s, 4)).isTrue();
        assertThat(errors.scale(s, 4, 9, 1)).isCloseTo(3, within(1e-9));
    }

    @Test
    void valuesWithoutAPathAreIgnored() {
        double[] before = s.clone();
        errors.observe(s, 4, 3);
        assertThat(s).isEqualTo(before);
    }

    @Test
    void refusesASecondPathAndNumbersThatAreNone() {
        double[] bad = path.clone();
        bad[3] = Double.NaN;
        assertThatThrownBy(() -> errors.offerPath(s, 4, bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("medians = NaN");
        assertThat(errors.wantsPath(s, 4)).isTrue();
        errors.offerPath(s, 4, path);
        assertThatThrownBy(() -> errors.offerPath(s, 4, path))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is pending");
        assertThatThrownBy(() -> errors.scale(s, 4, H + 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
