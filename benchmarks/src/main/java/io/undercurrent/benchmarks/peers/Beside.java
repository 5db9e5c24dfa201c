package io.undercurrent.benchmarks.peers;

import io.undercurrent.benchmarks.local.Folders;
import io.undercurrent.benchmarks.peers.calls.ForecastCost;
import io.undercurrent.benchmarks.peers.job.PeersSetting;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.page.Besides;
import io.undercurrent.benchmarks.peers.page.Entry;
import io.undercurrent.benchmarks.peers.quality.OpenSet;
import io.undercurrent.benchmarks.peers.quality.OpenSets;
import io.undercurrent.benchmarks.runtimes.RuntimeFigures;
import io.undercurrent.benchmarks.training.Core;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The parts of the comparison that run neither a contestant's job nor its calls. */
final class Beside {
    private static final String RUNTIMES = "runtimes";
    private static final String TRAINING = "training";
    private static final String QUALITY = "quality";
    private static final String FORECAST = "forecast";

    private final Steps steps;
    private final BesideOptions options;
    final Besides found = new Besides();

    Beside(Steps steps, BesideOptions options, int rounds) {
        this.steps = steps;
        this.options = options;
        double child = 2 * (options.warmSeconds() + options.trainingSeconds) + 6;
        steps.plan.expect(RUNTIMES, options.runtimesOf().size(), 40.0 * rounds);
        steps.plan.expect(TRAINING, options.trains() ? 1 : 0, rounds * child);
        steps.plan.expect(QUALITY, options.sets().size(), 80);
        steps.plan.expect(FORECAST, 1, 5);
    }

    /** Ours on both runtimes, each as a process of its own, by turns. */
    void runtimes(PeersSetting setting, int keys, int rounds, Path home) {
        for (String method : options.runtimesOf()) {
            String model = new Contestant(method, Contestant.HEAP).model();
            Path folder = setting.folder().resolve("runtimes-" + method);
            alone(
                    RUNTIMES,
                    method + " on both runtimes",
                    () -> {
                        Files.createDirectories(folder);
                        found.runtimes.put(
                                method,
                                RuntimeFigures.of(
                                        new RuntimeFigures.Load(
                                                model,
                                                keys,
                                                options.runtimesEvents,
                                                rounds,
                                                setting.partitions()),
                                        home,
                                        folder));
                        Folders.delete(folder);
                    });
        }
    }

    /** Both doors of training. */
    void training(int rounds) {
        if (options.trains()) {
            alone(
                    TRAINING,
                    TRAINING,
                    () ->
                            found.training.putAll(
                                    Core.ofEngines(
                                            rounds,
                                            options.warmSeconds(),
                                            options.trainingSeconds)));
        }
    }

    /** Alarms on open sets; a set whose files are not there is no failure. */
    void quality(List<Entry> entries) {
        List<String> methods =
                entries.stream()
                        .filter(entry -> entry.failure == null)
                        .map(entry -> entry.contestant.method())
                        .distinct()
                        .toList();
        for (OpenSet set : options.sets()) {
            alone(
                    QUALITY,
                    set.words(),
                    () -> {
                        if (OpenSets.isThere(options.data, set)) {
                            found.quality.put(set, new OpenSets(options.data, methods).judge(set));
                        } else {
                            found.noQuality.put(set, "no data");
                        }
                    });
        }
    }

    /** An event with a forecast beside one without. */
    void forecast(int rounds, long turnNanos) {
        alone(
                FORECAST,
                FORECAST,
                () ->
                        found.forecast =
                                ForecastCost.of(Contestant.DEFAULT_MODEL, rounds, turnNanos));
    }

    private void alone(String part, String what, Steps.Alone step) {
        steps.alone(part, what, step, e -> found.failures.add(what + ": " + Entry.reason(e)));
    }
}
