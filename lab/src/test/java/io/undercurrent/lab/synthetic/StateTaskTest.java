package io.undercurrent.lab.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.training.data.Series;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateTaskTest {
    private static final int LENGTH = 6000;

    @ParameterizedTest
    @EnumSource(StateTask.class)
    void theSameNumbersGiveTheSameSeriesAndOthersAnother(StateTask task) {
        Series one = task.series(7, 3, 500);
        assertThat(task.series(7, 3, 500).values()).isEqualTo(one.values());
        assertThat(task.series(7, 3, 500).timesMicros()).isEqualTo(one.timesMicros());
        assertThat(task.series(7, 4, 500).values()).isNotEqualTo(one.values());
        assertThat(task.series(8, 3, 500).values()).isNotEqualTo(one.values());
        assertThat(one.season()).as("no season is declared").isEqualTo(1);
        assertThat(StateTask.of(task.id())).isSameAs(task);
    }

    @Test
    void bumpsOfTheLongPeriodAreFartherApartThanTheRingIsLong() {
        List<Integer> starts = bumps(StateTask.LONG_PERIOD.series(1, 0, LENGTH));
        assertThat(starts).hasSizeGreaterThan(30);
        for (int i = 1; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - 1))
                    .isBetween(155, 165)
                    .isGreaterThan(StateTask.TOKENS.ring());
        }
    }

    @Test
    void theLoudSeasonShowsInTheWidthAndNotInTheValues() {
        double[] y = StateTask.LOUD_SEASON.series(1, 0, LENGTH).values();
        double[] width = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            width[i] = Math.abs(y[i]);
        }
        assertThat(correlation(y, 56)).isBetween(-0.15, 0.15);
        assertThat(correlation(width, 56)).isGreaterThan(0.3);
        assertThat(correlation(width, 28)).isLessThan(0);
    }

    @Test
    void pulsesAreAnsweredBothWaysAndInRuns() {
        double[] y = StateTask.HIDDEN_REGIME.series(1, 0, LENGTH).values();
        List<Boolean> ways = new ArrayList<>();
        for (int t = 1; t + 6 < y.length; t++) {
            if (Math.abs(y[t] - 5) < 2.5
                    && Math.abs(y[t - 1]) < 2.5
                    && Math.abs(y[t + 1]) < 2.5
                    && Math.abs(y[t + 3]) > 3) {
                ways.add(y[t + 3] > 0);
            }
        }
        long ups = ways.stream().filter(up -> up).count();
        int changes = 0;
        for (int i = 1; i < ways.size(); i++) {
            changes += ways.get(i).equals(ways.get(i - 1)) ? 0 : 1;
        }
        assertThat(ways).hasSizeGreaterThan(150);
        assertThat((double) ups / ways.size()).isBetween(0.2, 0.8);
        assertThat((double) changes / ways.size()).isBetween(0.01, 0.3);
    }

    @Test
    void irregularBumpsKeepToTheClockAndNotToTheEvents() {
        Series series = StateTask.IRREGULAR.series(1, 0, LENGTH);
        List<Integer> starts = bumps(series);
        int fewest = LENGTH;
        int most = 0;
        for (int i = 1; i < starts.size(); i++) {
            long micros =
                    series.timesMicros()[starts.get(i)] - series.timesMicros()[starts.get(i - 1)];
            assertThat(micros / 1e6).isBetween(50.0, 70.0);
            fewest = Math.min(fewest, starts.get(i) - starts.get(i - 1));
            most = Math.max(most, starts.get(i) - starts.get(i - 1));
        }
        assertThat(most).isGreaterThan(3 * fewest);
    }

    @Test
    void eachChannelAnswersTheOthersPulsesLaterThanATokenTells() {
        Series first = StateTask.LEADING.series(1, 0, LENGTH);
        Series second = StateTask.LEADING.series(1, 1, LENGTH);
        assertThat(first.fields().own()).isZero();
        assertThat(second.fields().own()).isEqualTo(1);
        assertThat(StateTask.LEADING.tokens().channels()).isEqualTo(2);
        double[][] y = first.fields().columns();
        assertThat(first.values()).isSameAs(y[0]);
        int[] delays = {12, 20};
        for (int c = 0; c < 2; c++) {
            int pulses = 0;
            int answered = 0;
            for (int t = 0; t + 24 < LENGTH; t++) {
                if (y[c][t] > 15) {
                    pulses++;
                    answered += y[1 - c][t + delays[c] + 1] > 3 ? 1 : 0;
                }
            }
            assertThat(pulses).isBetween(60, 240);
            assertThat((double) answered / pulses).isGreaterThan(0.9);
        }
    }

    @Test
    void aSessionClosesInOrderWhatItOpened() {
        double[] y = StateTask.DISCRETE.series(2, 0, 31 * 40).values();
        for (int session = 0; session < 40; session++) {
            int at = 31 * session;
            assertThat(y[at]).isZero();
            for (int i = 1; i <= 3; i++) {
                assertThat(y[at + i]).isBetween(5.0, 10.0);
                assertThat(y[at + 27 + i]).isEqualTo(y[at + i] + 6);
            }
        }
        assertThat(StateTask.DISCRETE.tokens()).isInstanceOf(EventOptions.class);
    }

    @Test
    void anUnknownTaskNamesThoseThatThereAre() {
        assertThatThrownBy(() -> StateTask.of("x"))
                .hasMessage(
                        "task 'x': allowed are long-period, undeclared-season, hidden-regime, irregular-sampling, leading-channels, discrete-order");
    }

    /** Where at least three high values in a row begin, none for as long before. */
    private static List<Integer> bumps(Series series) {
        double[] y = series.values();
        List<Integer> starts = new ArrayList<>();
        for (int t = 3; t + 2 < y.length; t++) {
            boolean low = y[t - 1] < 4 && y[t - 2] < 4 && y[t - 3] < 4;
            boolean high = y[t] > 4 && y[t + 1] > 4 && y[t + 2] > 4;
            if (low && high) {
                starts.add(t);
            }
        }
        return starts;
    }

    private static double correlation(double[] y, int lag) {
        double mean = 0;
        for (double v : y) {
            mean += v / y.length;
        }
        double product = 0;
        double square = 0;
        for (int t = 0; t < y.length; t++) {
            square += (y[t] - mean) * (y[t] - mean);
            product += t < lag ? 0 : (y[t] - mean) * (y[t - lag] - mean);
        }
        return product / square;
    }
}
