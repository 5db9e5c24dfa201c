package io.undercurrent.training.history;

import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.tokens.Rounds;
import java.util.ArrayList;
import java.util.List;

/**
 * One round over the validation parts: each sequence reads older events first, as a stream would,
 * but only values of the validation part are targets.
 */
final class ValidationRound {
    /** Events {@code [from, to)} of a series. */
    private record Window(Series series, int from, int to) {}

    private final History history;
    private final Split split;
    private final TokenOptions options;
    private final RoundShape shape;
    private final List<Window> windows = new ArrayList<>();

    ValidationRound(History history, Split split, TokenOptions options, RoundShape shape) {
        this.history = history;
        this.split = split;
        this.options = options;
        this.shape = shape;
        long all = history.series().stream().mapToLong(this::part).sum();
        for (int s = 0; s < shape.sequences(); s++) {
            windows.add(window(all * (2L * s + 1) / (2L * shape.sequences())));
        }
    }

    private int part(Series series) {
        int n = series.length();
        return split.testStart(n) - split.trainEnd(n);
    }

    /**
     * The window around an event; {@code event} counts through all validation parts in sequence.
     */
    private Window window(long event) {
        long before = 0;
        int i = 0;
        while (before + part(history.series().get(i)) <= event) {
            before += part(history.series().get(i++));
        }
        Series series = history.series().get(i);
        int centre = split.trainEnd(series.length()) + (int) (event - before);
        int testStart = split.testStart(series.length());
        int length = shape.skipped() + shape.span();
        int to = Math.min(testStart, centre + shape.span() / 2);
        int from = Math.max(0, to - length);
        return new Window(series, from, testStart);
    }

    List<Batch> batches() {
        Rounds rounds =
                new Rounds(
                        (index, length) -> {
                            Window w = windows.get((int) index);
                            return SubSeries.of(
                                    w.series(), w.from(), w.to(), length, history.declared());
                        },
                        options,
                        shape.sequences(),
                        shape.pieces(),
                        shape.length(),
                        shape.skipped());
        List<Batch> batches = rounds.round(0);
        for (int p = 0; p < batches.size(); p++) {
            hideOlder(batches.get(p).targets(), shape.skipped() + p * shape.length());
        }
        return batches;
    }

    /** Hides targets that were trained on. */
    private void hideOlder(float[] targets, int first) {
        int[] horizons = options.horizonArray();
        int at = 0;
        for (Window window : windows) {
            int trainEnd = split.trainEnd(window.series().length());
            for (int i = 0; i < shape.length(); i++) {
                for (int horizon : horizons) {
                    if (window.from() + first + i + horizon < trainEnd) {
                        targets[at] = Float.NaN;
                    }
                    at++;
                }
            }
        }
    }
}
