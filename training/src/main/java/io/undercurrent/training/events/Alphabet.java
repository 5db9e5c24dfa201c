package io.undercurrent.training.events;

import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.history.History;
import io.undercurrent.training.history.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Finds the codes that a model of discrete events has symbols for. */
public final class Alphabet {
    /** Codes that occur only once in all training parts represent unknown codes. */
    private static final int LEAST_TIMES = 2;

    /** Least share of events whose code occurs again; below it, values are taken for numbers. */
    private static final double LEAST_SHARE = 0.8;

    private static final int MAX_SYMBOLS = 4096;

    private Alphabet() {}

    /**
     * Finds the alphabet of a history's training parts.
     *
     * @throws IllegalArgumentException if the values look like numbers, or are all the same
     */
    public static EventOptions of(History history, Split split) {
        Map<Double, Integer> times = new TreeMap<>();
        long events = 0;
        for (Series series : history.series()) {
            int end = split.trainEnd(series.length());
            for (int t = 0; t < end; t++) {
                double value = series.values()[t];
                if (!Double.isNaN(value)) {
                    times.merge(value + 0.0, 1, Integer::sum); // -0 is 0
                    events++;
                }
            }
        }
        List<Double> known = new ArrayList<>();
        long named = times.values().stream().mapToLong(n -> n < LEAST_TIMES ? 0 : n).sum();
        if (named < LEAST_SHARE * events) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "train.task = next-event: of %d events only %d have a value that occurs again: these look like numbers; for numbers leave train.task out",
                            events,
                            named));
        }
        times.forEach(
                (code, count) -> {
                    if (count >= LEAST_TIMES) {
                        known.add(code);
                    }
                });
        if (known.size() < 2 || known.size() > MAX_SYMBOLS) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "train.task = next-event: %d different values occur twice and more among %d events: allowed are 2 to %d codes; for numbers leave train.task out",
                            known.size(),
                            events,
                            MAX_SYMBOLS));
        }
        return new EventOptions(known);
    }
}
