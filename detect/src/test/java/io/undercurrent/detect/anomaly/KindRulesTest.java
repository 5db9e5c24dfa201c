package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which statistic makes which kind. */
class KindRulesTest {
    private final double[] surprises = new double[Statistic.COUNT];

    private AnomalyKind kind(double jump, double recent, double error, boolean fewerChanges) {
        return kind(jump, recent, error, fewerChanges, false, false);
    }

    private AnomalyKind kind(
            double jump,
            double recent,
            double error,
            boolean fewerChanges,
            boolean calm,
            boolean flat) {
        return KindRules.of(surprises, jump, recent, error, fewerChanges, calm, flat);
    }

    private void set(Statistic statistic, double surprise) {
        surprises[statistic.index()] = surprise;
    }

    @ParameterizedTest
    @CsvSource({
        "MEAN_RANGE, 2.4, 3, 1, false, LEVEL_SHIFT",
        "LONG_ERROR, 2.4, 3, 1, false, LEVEL_SHIFT",
        "MEAN_RANGE, 2.2, 3, 1, false, DRIFT",
        "LONG_ERROR, 2.2, -3, -1, false, DRIFT",
        "CHANGE_RANGE, 0, 0, 1, false, SPREAD",
        "CHANGE_RANGE, 0, 0, 1, true, FLAT_LINE",
        "REPEATS, 0, 0, 1, false, FLAT_LINE",
        "SEVERITY, 3, 0, 1, false, SHAPE",
        "SEVERITY, 3, 1.9, 1, false, SHAPE",
        "SEVERITY, 3, 2, 1, false, LEVEL_SHIFT",
        "SEVERITY, 3, -2, 1, false, LEVEL_SHIFT",
        "SEVERITY, 1, -2, 1, false, DRIFT",
        "ERROR, 1, 0, 3, false, SPIKE",
        "RANGE, 1, 0, -3, false, DIP",
        "RANGE, 1, 3, -3, false, DRIFT",
        "RARE_PLACE, 1, 0, 3, false, RARE_VALUE",
        "RARE_PLACE, 3, 3, -3, true, RARE_VALUE",
    })
    void afterAbnormalEventsTheMostSurprisingStatisticNamesTheKind(
            Statistic most,
            double jump,
            double recent,
            double error,
            boolean fewerChanges,
            AnomalyKind kind) {
        set(most, 4);
        assertThat(kind(jump, recent, error, fewerChanges)).isEqualTo(kind);
    }

    @Test
    void oneWrongValueAfterUsualOnesIsASpikeWhateverElseSurprises() {
        for (Statistic statistic : Statistic.values()) {
            set(statistic, 5);
        }
        set(Statistic.REPEATS, 0);
        assertThat(kind(5, 1, 1, false, true, false)).isEqualTo(AnomalyKind.SPIKE);
        assertThat(kind(5, -1, -1, true, true, false)).isEqualTo(AnomalyKind.DIP);
        assertThat(kind(5, 1, 1, false, false, false)).isEqualTo(AnomalyKind.SPREAD);
        assertThat(kind(5, 3, 1, false, true, false)).isEqualTo(AnomalyKind.LEVEL_SHIFT);
    }

    @Test
    void anErrorThatOlderForecastsHadTooIsNoSpike() {
        set(Statistic.ERROR, 2.5);
        set(Statistic.LONG_ERROR, 4);
        assertThat(kind(2, 1, 1, false, true, false)).isEqualTo(AnomalyKind.DRIFT);
        set(Statistic.LONG_ERROR, 2);
        assertThat(kind(2, 1, 1, false, true, false)).isEqualTo(AnomalyKind.SPIKE);
    }

    @Test
    void aRareValueIsOneOnlyIfNothingElseIsAsRare() {
        for (Statistic statistic : Statistic.values()) {
            set(statistic, 3);
        }
        set(Statistic.RARE_PLACE, 3.1);
        assertThat(kind(5, 3, 1, false, true, false)).isEqualTo(AnomalyKind.RARE_VALUE);
        assertThat(kind(5, 3, 1, false, true, true)).isEqualTo(AnomalyKind.FLAT_LINE);
        for (Statistic statistic : Statistic.values()) {
            if (statistic != Statistic.RARE_PLACE) {
                set(statistic, 3.1);
                assertThat(kind(5, 1, 1, false, true, false))
                        .as("%s", statistic)
                        .isNotEqualTo(AnomalyKind.RARE_VALUE);
                set(statistic, 3);
            }
        }
    }

    @Test
    void aFewEqualValuesAreAFlatLineWhereManyNeverAre() {
        set(Statistic.LONG_ERROR, 5);
        assertThat(kind(5, 3, 1, false, true, true)).isEqualTo(AnomalyKind.FLAT_LINE);
    }

    @Test
    void repeatsGoBeforeLargerChanges() {
        set(Statistic.CHANGE_RANGE, 9);
        set(Statistic.REPEATS, 5);
        assertThat(kind(0, 0, 0, false)).isEqualTo(AnomalyKind.FLAT_LINE);
    }
}
