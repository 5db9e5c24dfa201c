package io.undercurrent.training.detector;

import io.undercurrent.detect.anomaly.Stages;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A way to detect anomalies, with its name in tables; it creates a new detector for each series.
 *
 * @param name short and without blanks
 * @param raisesAlarms whether it raises alarms by a threshold of its own, so that figures from
 *     alarms are computed. A method with a fixed threshold is told no rate: for it false alarms
 *     over the declared rate say how many they are, not how well a rate is kept
 * @param detector creates the detector of a series
 */
public record DetectorMethod(
        String name, boolean raisesAlarms, Function<DetectorSetup, Detector> detector) {
    /** Name of the real scorer. */
    public static final String SCORER = "scorer";

    private static final DetectorMethod SEASONAL_Z =
            new DetectorMethod("seasonal-z", true, SeasonalRobustZ::new);

    private static final DetectorMethod TREES =
            new DetectorMethod("half-space-trees", false, HalfSpaceTrees::new);

    /** Events before a baseline may raise an alarm: as many as the scorer's warm-up has. */
    static final int WARMUP = ScorerOptions.defaults(1).warmup();

    /** The real scorer with a model, under the job's default options and the declared rate. */
    public static DetectorMethod scorer(String name, SequenceModel model) {
        return scorer(name, model, Stages.ALL);
    }

    /** The same with some stages of its detector only, to see what each of them is worth. */
    public static DetectorMethod scorer(String name, SequenceModel model, Stages stages) {
        return new DetectorMethod(name, true, setup -> new ScorerDetector(model, setup, stages));
    }

    /** The baselines, which need no model. */
    public static List<DetectorMethod> baselines() {
        return List.of(SEASONAL_Z, TREES);
    }

    /**
     * A method by its name.
     *
     * @param offered those that there are besides the scorer
     * @throws IllegalArgumentException if none has that name; lists what is allowed
     */
    public static DetectorMethod named(String name, List<DetectorMethod> offered) {
        return offered.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        String.format(
                                                Locale.ROOT,
                                                "method '%s': allowed are %s",
                                                name,
                                                String.join(", ", names(offered)))));
    }

    /** The scorer's name and those of other methods, in that order. */
    public static List<String> names(List<DetectorMethod> offered) {
        return Stream.concat(Stream.of(SCORER), offered.stream().map(DetectorMethod::name))
                .toList();
    }
}
