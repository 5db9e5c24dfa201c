package io.undercurrent.benchmarks.peers.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForecastCostTest {
    @Test
    void anEventIsMeasuredWithAndWithoutForecastsOf24Steps() throws Exception {
        ForecastCost cost = ForecastCost.of("tiny", 2, 1_000);
        assertThat(cost.steps()).isEqualTo(24);
        assertThat(cost.without()).isPositive();
        assertThat(cost.with()).isPositive();
        assertThat(new ForecastCost(24, 3, 6).ratio()).isEqualTo(2);
    }
}
