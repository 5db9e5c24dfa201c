package io.undercurrent.detect.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mean with which a budget is kept on 95 of 100 days. */
class EpisodeBudgetTest {
    private static final long DAY = 86_400_000_000L;

    /** From a table of the Poisson distribution: the means with P(N > episodes) = 0.05. */
    @ParameterizedTest
    @CsvSource({"1, 0.3554", "2, 0.8177", "5, 2.6130", "10, 6.1690", "20, 14.0720"})
    void theMeanIsThatOfPoissonTables(int episodes, double mean) {
        assertThat(new EpisodeBudget(episodes, DAY).mean()).isCloseTo(mean, within(1e-4));
    }

    /** Where the normal distribution is a good one: mean + 1.645 sqrt(mean) = budget. */
    @Test
    void aLargeBudgetIsUsedNearlyWhole() {
        double mean = new EpisodeBudget(1_000_000, DAY).mean();

        assertThat(mean + 1.645 * Math.sqrt(mean)).isCloseTo(1_000_000, within(10.0));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1000001, 1", "1, 0", "1, -1"})
    void impossibleBudgetsAreRefused(int episodes, long period) {
        assertThatThrownBy(() -> new EpisodeBudget(episodes, period))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(episodes + " episodes in " + period + " us");
    }
}
