package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which statistic makes which kind. */
class KindRulesTest {
    private final double[] surprises = new double[Statistic.COUNT];

    private AnomalyKind kind(double jump, double recent, double error, boolean fewerChanges) {
        return KindRules.of(surprises, jump, recent, error, fewerChanges);
    }

    private void set(Statistic statistic, double surprise) {
        surprises[statistic.index()] = surprise;
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR, 1, 0, 3, false, SPIKE",
        "SPREAD_ERROR, 1, 0, 3, false, SPIKE",
        "RANGE, 1, 0, 3, false, SPIKE",
        "ERROR, 1, 0, -3, false, DIP",
        "RANGE, 1, 5, -3, false, DIP",
        "MEAN_RANGE, 1.6, 3, 1, false, LEVEL_SHIFT",
        "LONG_ERROR, 1.6, 3, 1, false, LEVEL_SHIFT",
        "MEAN_RANGE, 1.4, 3, 1, false, DRIFT",
        "LONG_ERROR, 1.4, -3, -1, false, DRIFT",
        "CHANGE_RANGE, 0, 0, 1, false, SPREAD",
        "CHANGE_RANGE, 0, 0, 1, true, FLAT_LINE",
        "REPEATS, 0, 0, 1, false, FLAT_LINE",
        "SEVERITY, 3, 0, 1, false, SHAPE",
        "SEVERITY, 3, 1.9, 1, false, SHAPE",
        "SEVERITY, 3, 2, 1, false, LEVEL_SHIFT",
        "SEVERITY, 3, -2, 1, false, LEVEL_SHIFT",
        "SEVERITY, 1, -2, 1, false, DRIFT",
    })
    void theMostSurprisingStatisticNamesTheKind(
            Statistic most,
            double jump,
            double recent,
            double error,
            boolean fewerChanges,
            AnomalyKind kind) {
        for (Statistic statistic : Statistic.values()) {
            set(statistic, statistic == most ? 4 : 3.9);
        }
        assertThat(kind(jump, recent, error, fewerChanges)).isEqualTo(kind);
    }

    @Test
    void whatHappensAtOnceGoesBeforeWhatTakesLonger() {
        for (Statistic statistic : Statistic.values()) {
            set(statistic, 10);
        }
        assertThat(kind(10, 5, 1, false)).isEqualTo(AnomalyKind.SPIKE);
        assertThat(kind(10, -5, -1, true)).isEqualTo(AnomalyKind.DIP);
    }

    @Test
    void repeatsGoBeforeLargerChanges() {
        set(Statistic.CHANGE_RANGE, 9);
        set(Statistic.REPEATS, 5);
        assertThat(kind(0, 0, 0, false)).isEqualTo(AnomalyKind.FLAT_LINE);
    }
}
