package io.undercurrent.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.lab.sets.PublicSet;
import io.undercurrent.testing.SharedFolder;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.evaluate.Evaluation;
import io.undercurrent.training.evaluate.Plan;
import io.undercurrent.training.forecast.Baseline;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real ETTh1, where it is there: the baselines' known order and size of loss. */
class SharedDataTest {
    private static final String FILE = "data/ett/ETTh1.csv.gz";

    @Test
    void baselinesOnEtth1AreAsGoodAsMeasuredBefore() throws Exception {
        Path data = SharedFolder.file(FILE).getParent().getParent();
        List<Series> series = PublicSet.ETTH1.load(data, false);
        assertThat(series).hasSize(7).allMatch(one -> one.length() == 17_420);
        assertThat(wql(series, Baseline.SEASONAL_NAIVE, 24)).isBetween(0.245, 0.257);
        assertThat(wql(series, Baseline.RLS_AR, 1)).isBetween(0.120, 0.128);
    }

    private static double wql(List<Series> series, Baseline baseline, int horizon) {
        return new Evaluation(List.of(baseline.method()), 2, (what, done, total) -> {})
                .run("ETTh1", series, Plan.rolling(new int[] {horizon}, 0.2, 5))
                .total(baseline.id(), 0)
                .wql();
    }
}
