package io.undercurrent.lab.evaluate;

import static io.undercurrent.training.forecast.Baseline.NAIVE;
import static io.undercurrent.training.forecast.Baseline.RLS_AR;
import static io.undercurrent.training.forecast.Baseline.RLS_PLUS;
import static io.undercurrent.training.forecast.Baseline.SEASONAL_NAIVE;
import static io.undercurrent.training.forecast.Method.SCORER;

import io.undercurrent.lab.sets.PublicSet;
import io.undercurrent.training.evaluate.Score;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Baseline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The project's goals on the public sets: ratios of WQL are geometric means over a set's series.
 *
 * <p>Scored from 20%, they are those of a model on series that it never saw; scored from 60%, those
 * of a model trained on what comes before.
 */
public final class Goals {
    private static final double TRAINED_SPLIT = 0.6;
    private static final Set<String> TRAINED = Set.of(PublicSet.ETTH1.id(), PublicSet.PJM.id());

    private Goals() {}

    /**
     * The goals of a set, as far as its methods and horizons allow to tell.
     *
     * @param result the set's scores
     * @return goals with their figures
     */
    public static List<Goal> of(SetResult result) {
        List<Goal> goals = new ArrayList<>();
        if (!result.methods().contains(SCORER)) {
            return goals;
        }
        if (!result.plan().lastWindow()) {
            goals.addAll(result.plan().split() < TRAINED_SPLIT ? unseen(result) : trained(result));
        }
        for (int row = 0; row < result.horizons().size(); row++) {
            goals.addAll(everywhere(result, row));
        }
        return goals;
    }

    /**
     * The goal of the long-horizon protocol.
     *
     * @param figure of any method and horizon
     * @return goals for the scorer at 96 steps, none for others
     */
    public static List<Goal> of(LongHorizon.Figure figure) {
        if (!figure.method().equals(SCORER) || figure.horizon() != 96) {
            return List.of();
        }
        return List.of(
                new Goal("ETTh1", "H=96 MSE", 0, 0.386, 0.370, figure.mse()),
                new Goal("ETTh1", "H=96 MAE", 0, 0.395, 0.383, figure.mae()));
    }

    private static List<Goal> unseen(SetResult result) {
        return Stream.of(
                        ratio(result, "1", RLS_AR, 0.92, 0.80),
                        ratio(result, "1", RLS_PLUS, 0.98, 0.94),
                        ratio(result, "24", RLS_AR, 0.97, 0.92),
                        ratio(result, "24", RLS_PLUS, 0.97, 0.92),
                        ratio(result, "24", SEASONAL_NAIVE, 0.93, 0.85))
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<Goal> trained(SetResult result) {
        if (!TRAINED.contains(result.set())) {
            return List.of();
        }
        return Stream.of(
                        ratio(result, "1", RLS_AR, 0.88, 0.78),
                        ratio(result, "24", RLS_AR, 0.95, 0.90))
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<Goal> everywhere(SetResult result, int row) {
        String h = "h=" + result.horizons().get(row);
        List<Goal> goals = new ArrayList<>();
        List<String> opponents =
                Stream.of(NAIVE, SEASONAL_NAIVE, RLS_PLUS)
                        .map(Baseline::id)
                        .filter(result.methods()::contains)
                        .toList();
        if (opponents.size() == 3) {
            double worst =
                    opponents.stream()
                            .mapToDouble(base -> result.ratio(SCORER, base, row))
                            .max()
                            .orElseThrow();
            goals.add(
                    new Goal(
                            result.set(),
                            h + " WQL / best of naive, seasonal-naive, rls-plus",
                            0,
                            1.02,
                            Double.NaN,
                            worst));
        }
        Score score = result.total(SCORER, row);
        goals.add(
                new Goal(
                        result.set(),
                        h + " coverage of the 80% band",
                        0.77,
                        0.83,
                        Double.NaN,
                        score.coverage80()));
        goals.add(
                new Goal(
                        result.set(),
                        h + " coverage of the 95% band",
                        0.93,
                        0.97,
                        Double.NaN,
                        score.coverage95()));
        return goals;
    }

    private static Goal ratio(
            SetResult result, String horizon, Baseline base, double limit, double aim) {
        int row = result.horizons().indexOf(horizon);
        if (row < 0 || !result.methods().contains(base.id())) {
            return null;
        }
        return new Goal(
                result.set(),
                String.format(Locale.ROOT, "h=%s WQL / %s", horizon, base.id()),
                0,
                limit,
                aim,
                result.ratio(SCORER, base.id(), row));
    }
}
