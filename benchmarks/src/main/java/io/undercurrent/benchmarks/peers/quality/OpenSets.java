package io.undercurrent.benchmarks.peers.quality;

import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.lab.detector.RandomCutForestDetector;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.evaluate.anomaly.AnomalyFigures;
import io.undercurrent.training.evaluate.anomaly.AnomalyResult;
import io.undercurrent.training.evaluate.anomaly.DetectorRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges contestants on one open set after the other. */
public final class OpenSets {
    /** The forest over as many events as the contestant's. */
    private static final String FOREST_OF_8 = "rcf-8";

    private final Path data;
    private final Map<String, DetectorMethod> methods = new LinkedHashMap<>();

    /**
     * Nothing is read yet.
     *
     * @param data where the sets' folders are
     * @param names of contestants' methods; those whose scores judge nothing are left out
     */
    public OpenSets(Path data, List<String> names) throws IOException {
        this.data = data;
        for (String name : names) {
            DetectorMethod method = method(name);
            if (method != null) {
                methods.put(
                        name, new DetectorMethod(name, method.raisesAlarms(), method.detector()));
            }
        }
    }

    /** Whether a set's folder is there; what is broken in it is an error. */
    public static boolean isThere(Path data, OpenSet set) {
        return Files.isDirectory(data.resolve(set.folder));
    }

    private static DetectorMethod method(String name) throws IOException {
        Contestant contestant = Contestant.parse(name);
        if (contestant.isOurs()) {
            return DetectorMethod.scorer(name, Models.load(contestant.model()));
        }
        return switch (name) {
            case Contestant.FOREST ->
                    DetectorMethod.named(FOREST_OF_8, RandomCutForestDetector.methods());
            case Contestant.SEASONAL -> DetectorMethod.named(name, DetectorMethod.baselines());
            default -> null;
        };
    }

    /**
     * The figures of a set, by method.
     *
     * @throws IllegalArgumentException where its files are not there; it says which
     */
    public Map<String, Double> judge(OpenSet set) throws IOException {
        List<LabelledSeries> series = set.set.load(data);
        Map<String, Double> figures = new LinkedHashMap<>();
        if (methods.isEmpty()) {
            return figures;
        }
        int threads = Runtime.getRuntime().availableProcessors();
        double rate = ScorerOptions.defaults(1).alarmRate();
        List<DetectorMethod> judged = new ArrayList<>(methods.values());
        DetectorRuns runs = new DetectorRuns(judged, rate, threads, (what, done, total) -> {});
        AnomalyResult result = runs.run(set.set.id(), series);
        AnomalyFigures all =
                AnomalyFigures.of(
                        result,
                        List.of(set.measure),
                        (name, method, measure) -> Double.NaN); // the best one, as printed there
        for (int k = 0; k < judged.size(); k++) {
            figures.put(judged.get(k).name(), all.of(set.measure, k).value());
        }
        return figures;
    }
}
