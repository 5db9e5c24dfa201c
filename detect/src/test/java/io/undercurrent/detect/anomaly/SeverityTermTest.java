package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A term counts doublings over the usual size, and an anomaly hardly moves what is usual. */
class SeverityTermTest {
    private static final int O = 1;
    private static final int UNIT = O + 1;

    private final double[] s = new double[O + SeverityTerm.SIZE + 1];

    @BeforeEach
    void init() {
        SeverityTerm.init(s, O);
    }

    private double observe(double size, double span, double trust) {
        SeverityTerm.observe(s, O, size, 0.8, span, trust);
        return SeverityTerm.smoothed(s, O);
    }

    private void usual(int times, double size) {
        for (int i = 0; i < times; i++) {
            observe(size, 1, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 1", "6, 2", "14, 3", "2046, 10"})
    void isTheLogarithmOfOnePlusTheSizeInUnits(double size, double doublings) {
        usual(100, 2);
        assertThat(observe(size, 1, 1)).isCloseTo(doublings, within(1e-9));
        assertThat(new double[] {s[0], s[O + SeverityTerm.SIZE]}).containsOnly(0);
    }

    @Test
    void smallSizesCountInTheLeastUnit() {
        usual(100, 1e-6);
        assertThat(observe(0.8, 1, 1)).isCloseTo(1, within(1e-9));
    }

    @Test
    void isAtMost64() {
        SeverityTerm.observe(s, O, 8191, 1e-30, 1, 1);
        assertThat(SeverityTerm.smoothed(s, O)).isEqualTo(64);
        SeverityTerm.check(s, O);
    }

    @Test
    void isSmoothedOverTheSpan() {
        usual(1000, 1);
        observe(1, 1, 1);
        double last = 1;
        for (int i = 1; i <= 24; i++) {
            last = observe(0, 12, 1);
            assertThat(last).as("event %d", i).isCloseTo(Math.pow(11 / 12.0, i), within(1e-9));
        }
        assertThat(last).isLessThan(0.13);
    }

    @Test
    void anAnomalyCountsAs1Point7Units() {
        usual(999, 1);
        observe(1e6, 1, 1);
        assertThat(s[UNIT]).isCloseTo(1 + 0.7 / 1000, within(1e-12));
    }

    @Test
    void anAnomalyOfHundredEventsStaysFarFromUsual() {
        usual(4000, 1);
        for (int i = 0; i < 100; i++) {
            observe(50, 1, 1);
        }
        assertThat(s[UNIT]).isLessThan(1.02);
        assertThat(observe(50, 1, 1)).isGreaterThan(5.5);
    }

    @Test
    void littleTrustMovesTheUnitTwentyTimesLess() {
        usual(4000, 1);
        double[] before = s.clone();
        observe(50, 1, 1);
        double full = s[UNIT] - 1;
        System.arraycopy(before, 0, s, 0, s.length);
        observe(50, 1, 0.05);
        assertThat(full).isPositive();
        assertThat(s[UNIT] - 1).isCloseTo(0.05 * full, within(1e-12));
    }

    @Test
    void learnsFromTheFirstSizeAboveZero() {
        usual(1000, 0);
        assertThat(SeverityTerm.smoothed(s, O)).isZero();
        observe(4, 1, 1);
        assertThat(s[UNIT]).isEqualTo(4);
        usual(9, 0); // from now on, zeros count
        assertThat(s[UNIT]).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void refusesImpossibleStates() {
        usual(10, 1);
        SeverityTerm.check(s, O);
        for (int i = 0; i < SeverityTerm.SIZE; i++) {
            for (double bad : new double[] {Double.NaN, -1, 1e161}) {
                double kept = s[O + i];
                s[O + i] = bad;
                assertThatThrownBy(() -> SeverityTerm.check(s, O))
                        .as("%s at %d", bad, i)
                        .isInstanceOf(IllegalArgumentException.class);
                s[O + i] = kept;
            }
        }
    }
}
