package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far numbers lie outside the range of those before, and how the range shrinks. */
class RecordsTest {
    private static final int O = 1;
    private static final double LEAST = 0.1;

    private final double[] s = new double[O + Records.SIZE + 1];

    @BeforeEach
    void init() {
        Records.init(s, O);
    }

    private double observe(double x) {
        return Records.observe(s, O, x, LEAST, 0, 0);
    }

    private void rangeFrom0To10() {
        observe(0);
        observe(10);
    }

    @Test
    void theFirstNumberIsNoRecord() {
        assertThat(observe(-7)).isZero();
        assertThat(observe(-7)).isZero();
        assertThat(new double[] {s[0], s[O + Records.SIZE]}).containsOnly(0);
    }

    @Test
    void aRecordIsTheDistanceAsAShareOfTheRange() {
        rangeFrom0To10();
        assertThat(observe(15)).isEqualTo(0.5);
        assertThat(observe(-30)).isEqualTo(2); // of 15, which is the width by now
        assertThat(observe(15)).isZero();
        assertThat(observe(-30)).isZero();
        assertThat(observe(3)).isZero();
    }

    @Test
    void aRecordCountsOnlyBeyondTheMargin() {
        rangeFrom0To10();
        assertThat(Records.observe(s, O, 10.2, LEAST, 0.03, 0)).isZero();
        assertThat(Records.observe(s, O, 20.4, LEAST, 0.03, 0)).isCloseTo(0.97, within(1e-12));
    }

    @Test
    void aNarrowRangeCountsAsTheLeastWidth() {
        observe(5);
        assertThat(observe(5.2)).isCloseTo(2, within(1e-9));
    }

    @Test
    void theRangeShrinksByAShareOfItsWidthAtEachEnd() {
        rangeFrom0To10();
        double shrinking = 1e-3;
        int numbers = 500;
        for (int i = 0; i < numbers; i++) {
            assertThat(Records.observe(s, O, 5, LEAST, 0, shrinking)).isZero();
        }
        double half = 5 * Math.pow(1 - 2 * shrinking, numbers);
        double outside = Records.observe(s, O, 5 + 3 * half, LEAST, 0, shrinking);
        assertThat(outside).isCloseTo(1, within(1e-9));
    }

    @Test
    void theRangeNeverShrinksBelowTheNewestNumber() {
        rangeFrom0To10();
        for (int i = 0; i < 10_000; i++) {
            Records.observe(s, O, 10, LEAST, 0, 1e-3);
            Records.check(s, O);
        }
        assertThat(observe(10)).isZero();
        assertThat(observe(9)).isGreaterThan(1); // the low end has come near
    }

    @Test
    void tellsTheHalfOfANumber() {
        rangeFrom0To10();
        assertThat(Records.isInLowerHalf(s, O, 4.9)).isTrue();
        assertThat(Records.isInLowerHalf(s, O, 5.1)).isFalse();
        assertThat(Records.isInLowerHalf(s, O, -3)).isTrue();
    }

    @Test
    void refusesARangeThatIsNone() {
        Records.check(s, O); // without numbers
        rangeFrom0To10();
        Records.check(s, O);
        double[][] ranges = {{1, 0}, {Double.NaN, 1}, {1, Double.NaN}, {-1e161, 0}, {0, 1e161}};
        for (double[] range : ranges) {
            s[O] = range[0];
            s[O + 1] = range[1];
            assertThatThrownBy(() -> Records.check(s, O))
                    .as("from %s to %s", range[0], range[1])
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
