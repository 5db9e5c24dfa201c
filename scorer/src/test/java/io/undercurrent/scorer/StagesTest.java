package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.detect.anomaly.SeverityPart;
import io.undercurrent.detect.anomaly.Stages;
import io.undercurrent.detect.anomaly.Statistic;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A stage that is left out does not count, and all others learn as before. */
class StagesTest {
    private static final int SPIKE = 1100;

    private final ScoreOutput out = new ScoreOutput(1);

    @Test
    void anAblationHasEachStageLeftOutAndAlone() {
        Map<String, Stages> variants = Stages.ablation();
        int stages = Statistic.values().length + SeverityPart.values().length;
        assertThat(variants).hasSize(1 + 2 * stages).containsEntry("all", Stages.ALL);
        assertThat(variants.values()).doesNotHaveDuplicates();
        assertThat(variants.get("surprise without long error").statistics())
                .hasSize(Statistic.values().length - 1)
                .doesNotContain(Statistic.LONG_ERROR);
        assertThat(variants.get("severity of level alone").parts())
                .containsExactly(SeverityPart.LEVEL);
    }

    @Test
    void aSpikeAlarmsUnlessAllThatShowsItIsLeftOut() throws IOException {
        assertThat(alarmsAt(Stages.ALL)).isTrue();
        double all = out.severity;
        Stages few = new Stages(Set.of(Statistic.REPEATS), Set.of(SeverityPart.SHAPE));
        assertThat(alarmsAt(few)).isFalse();
        assertThat(out.severity).isPositive().isLessThan(all);
    }

    private boolean alarmsAt(Stages stages) throws IOException {
        ScorerOptions options = ScorerOptions.builder(1).alarmRate(0.01).stages(stages).build();
        Scorer scorer = new Scorer(Models.load("bundled:universal"), options, 1);
        Slab slab = scorer.newSlab();
        Random random = new Random(6);
        boolean alarm = false;
        for (int t = 0; t <= SPIKE; t++) {
            double value = random.nextGaussian() + (t == SPIKE ? 20 : 0);
            scorer.score(slab, 60_000_000L * t, new double[] {value}, out);
            alarm = out.alarm;
        }
        return alarm;
    }
}
