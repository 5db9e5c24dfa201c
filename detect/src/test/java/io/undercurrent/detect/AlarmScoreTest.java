package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The score's fixed points and the joining of channels. */
class AlarmScoreTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.01, 0.001, 1e-9})
    void isAHalfAtTheRateAndRisesAsPFalls(double rate) {
        assertThat(AlarmScore.score(rate, rate)).isEqualTo(0.5);
        assertThat(AlarmScore.score(1, rate)).isZero();
        double last = 0;
        for (double p = 1; p > 1e-299; p /= 3) {
            double score = AlarmScore.score(p, rate);
            assertThat(score).isBetween(last, 1.0).isLessThan(1);
            last = score;
        }
        assertThat(AlarmScore.score(0, rate)).isGreaterThan(0.9).isLessThan(1);
    }

    @Test
    void surpriseTwiceTheNeededScoresTwoThirds() {
        assertThat(AlarmScore.score(1e-6, 1e-3)).isCloseTo(2.0 / 3, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void channelsJoinToTheEventsRate(int channels) {
        double perChannel = AlarmScore.channelRate(0.01, channels);
        assertThat(AlarmScore.combine(perChannel, channels))
                .isCloseTo(0.01, Percentage.withPercentage(1e-10));
        assertThat(AlarmScore.combine(1, channels)).isEqualTo(1);
        assertThat(AlarmScore.combine(1e-300, channels)).isPositive();
    }

    @Test
    void joinedPValuesOfIndependentChannelsAreUniform() {
        Random random = new Random(6);
        int below = 0;
        for (int i = 0; i < 20_000; i++) {
            double least = 1;
            for (int c = 0; c < 5; c++) {
                least = Math.min(least, random.nextDouble());
            }
            below += AlarmScore.combine(least, 5) <= 0.1 ? 1 : 0;
        }
        assertThat(below / 20_000.0).as("seed 6").isBetween(0.09, 0.11);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesWhatIsNoProbability(double p) {
        assertThatThrownBy(() -> AlarmScore.score(p, 0.01))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p = " + p);
        assertThatThrownBy(() -> AlarmScore.score(0.5, p))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alarmRate = " + p);
    }
}
