package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KeySeverityTest {
    private static final double ROUNDING = 1e-12;

    private final KeySeverity key = new KeySeverity();

    /** The severity of a key whose channels are pairs of an abnormality and a recent distance. */
    private double severity(double... pairs) {
        key.begin();
        for (int i = 0; i < pairs.length; i += 2) {
            key.channel(pairs[i], pairs[i + 1]);
        }
        return key.severity();
    }

    @Test
    void theMostAbnormalChannelCountsAndAnAbnormalityOf24IsOneHalf() {
        assertThat(severity(24, 0)).isEqualTo(0.5);
        assertThat(severity(3, 0, 24, 0, 8, 0)).isEqualTo(0.5);
        assertThat(severity(0, 0, 0, 0)).isZero();
    }

    @Test
    void aSingleChannelsLevelIsLeftToItsForecasts() {
        assertThat(severity(8, -8)).isEqualTo(0.25);
    }

    /** sqrt(3 * 3 + 4 * 4) - 2 = 3, and 4 * 3 * 3 = 36. */
    @Test
    void theLevelsOfSeveralChannelsAddUpOnEitherSide() {
        assertThat(severity(12, 3, 0, -4)).isCloseTo(48 / 72.0, within(ROUNDING));
        assertThat(severity(12, -3, 0, 4)).isEqualTo(severity(12, 3, 0, -4));
    }

    @Test
    void usualLevelsDoNotCount() {
        assertThat(severity(8, 1.4, 8, 1.4)).isEqualTo(0.25);
    }

    @Test
    void anEventKnowsNothingOfTheOneBefore() {
        severity(100, 8, 100, 8);
        assertThat(severity(8, 0)).isEqualTo(0.25);
    }
}
