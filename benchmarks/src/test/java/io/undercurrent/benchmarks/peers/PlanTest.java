package io.undercurrent.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void theRestTakesWhatStepsTookOrWereExpectedToTake() {
        Plan plan = new Plan();
        plan.expect("round", 4, 10);
        plan.expect("keys", 2, 100);
        assertThat(plan.left()).isEqualTo(240);
        plan.done("round", 20);
        assertThat(plan.left()).isEqualTo(3 * 20 + 200);
        plan.done("unplanned", 1_000);
        plan.over("keys");
        assertThat(plan.left()).isEqualTo(60);
        for (int i = 0; i < 5; i++) {
            plan.done("round", 20);
        }
        assertThat(plan.left()).isZero();
    }
}
