package io.undercurrent.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.scorer.Models;
import io.undercurrent.training.evaluate.Evaluation;
import io.undercurrent.training.evaluate.Plan;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.forecast.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which goals apply, and what is said of a figure. */
class GoalsTest {
    @Test
    void verdicts() {
        assertThat(new Goal("s", "w", 0, 0.9, 0.8, 0.7).verdict()).isEqualTo("aim reached");
        assertThat(new Goal("s", "w", 0, 0.9, 0.8, 0.9).verdict()).isEqualTo("reached");
        assertThat(new Goal("s", "w", 0, 0.9, 0.8, 0.91).verdict()).isEqualTo("missed");
        assertThat(new Goal("s", "w", 0.77, 0.83, Double.NaN, 0.7).verdict()).isEqualTo("missed");
        assertThat(new Goal("s", "w", 0, 1, Double.NaN, Double.NaN).verdict()).isEqualTo("missed");
    }

    @Test
    void goalsGoBySplitAndSet() throws Exception {
        List<String> unseen = names("any", 0.2);
        assertThat(unseen)
                .contains("h=1 WQL / rls-ar", "h=24 WQL / seasonal-naive")
                .contains("h=24 WQL / best of naive, seasonal-naive, rls-plus")
                .hasSize(5 + 2 * 3);
        assertThat(names("any", 0.6)).hasSize(2 * 3);
        assertThat(names("pjm", 0.6)).contains("h=24 WQL / rls-ar").hasSize(2 + 2 * 3);
    }

    @Test
    void longHorizonsHaveAGoalForTheScorerAt96Steps() {
        assertThat(Goals.of(new LongHorizon.Figure("scorer", 96, 1, 1, 0.38, 0.40)))
                .extracting(Goal::verdict)
                .containsExactly("reached", "missed");
        assertThat(Goals.of(new LongHorizon.Figure("scorer", 720, 1, 1, 0, 0))).isEmpty();
        assertThat(Goals.of(new LongHorizon.Figure("naive", 96, 1, 1, 0, 0))).isEmpty();
    }

    private static List<String> names(String set, double split) throws Exception {
        List<Method> methods = new ArrayList<>();
        methods.add(Method.scorer(Models.load("bundled:tiny")));
        Arrays.stream(Baseline.values()).map(Baseline::method).forEach(methods::add);
        Plan plan = Plan.rolling(new int[] {1, 24}, split, 11);
        SetResult result =
                new Evaluation(methods, 1, (what, done, total) -> {})
                        .run(set, List.of(Waves.series("a", 400, 1)), plan);
        return Goals.of(result).stream().map(Goal::what).toList();
    }
}
