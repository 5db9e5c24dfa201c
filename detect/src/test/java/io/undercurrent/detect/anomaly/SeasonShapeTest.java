package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The newest season as 32 means, against means that are taken one by one. */
class SeasonShapeTest {
    private final SeasonShape shape = new SeasonShape();

    private static Past past(int season, IntToDoubleFunction ago) {
        return new Past() {
            @Override
            public int season() {
                return season;
            }

            @Override
            public double ago(int events) {
                return ago.applyAsDouble(events);
            }
        };
    }

    /** A season shorter than the vector is replaced by 96 events, and at most 512 are read. */
    @ParameterizedTest
    @CsvSource({"0, 96", "24, 96", "31, 96", "32, 32", "33, 33", "96, 96", "100, 100", "168, 168"})
    void everyEventOfASeasonCountsOnceAndInOrder(int season, int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = Math.sin(i) + 0.01 * i;
        }
        Past past = past(season, ago -> values[length - 1 - ago]);
        double[] points = shape.read(past, length, 0.5, 2);
        for (int i = 0; i < SeasonShape.POINTS; i++) {
            int from = i * length / SeasonShape.POINTS;
            int to = (i + 1) * length / SeasonShape.POINTS;
            double sum = 0;
            for (int e = from; e < to; e++) {
                sum += (values[e] - 0.5) / 2;
            }
            assertThat(points[i]).as("point %d", i).isCloseTo(sum / (to - from), within(1e-12));
        }
    }

    @Test
    void aLongSeasonIsItsNewest512Events() {
        Past past = past(10_000, ago -> ago < 512 ? 1 : Double.NaN);
        assertThat(shape.read(past, 511, 0, 1)).isNull();
        assertThat(shape.read(past, 512, 0, 1)).containsOnly(1);
        Past farther = past(10_000, ago -> ago < 512 - 16 ? 1 : 3);
        assertThat(shape.read(farther, 512, 0, 1)).startsWith(3, 1).endsWith(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 96", "31, 96", "32, 32", "100, 100"})
    void thereIsNoneBeforeASeason(int season, int length) {
        Past past = past(season, ago -> 1);
        assertThat(shape.read(past, length - 1, 0, 1)).isNull();
        assertThat(shape.read(past, length, 0, 1)).hasSize(SeasonShape.POINTS);
    }

    @Test
    void missingValuesAreLeftOut() {
        // Three events to a point: the middle one is missing everywhere, all three of the newest.
        Past past = past(96, ago -> ago < 3 || ago % 3 == 1 ? Double.NaN : ago % 3 == 0 ? 4 : 2);
        double[] points = shape.read(past, 96, 0, 1);
        assertThat(points[SeasonShape.POINTS - 1]).isZero();
        for (int i = 0; i < SeasonShape.POINTS - 1; i++) {
            assertThat(points[i]).as("point %d", i).isEqualTo(3);
        }
    }

    @Test
    void oneValueCountsAsTenUnitsAtMost() {
        Past past = past(96, ago -> ago == 0 ? 1e9 : ago == 95 ? -1e9 : 0);
        double[] points = shape.read(past, 96, 0, 2);
        assertThat(points[SeasonShape.POINTS - 1]).isCloseTo(10 / 3.0, within(1e-12));
        assertThat(points[0]).isCloseTo(-10 / 3.0, within(1e-12));
    }
}
