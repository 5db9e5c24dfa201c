package io.undercurrent.training.history;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Generated rows, hourly from the epoch on. */
final class Rows {
    static final long HOUR = 3_600_000_000L;
    static final Split SPLIT = new Split(0.15, 0.15);
    static final List<String> COLUMN = List.of("v");

    private Rows() {}

    static void add(HistoryBuilder to, String key, int n, IntToDoubleFunction value) {
        for (int t = 0; t < n; t++) {
            to.add(key, COLUMN, t * HOUR, new double[] {value.applyAsDouble(t)});
        }
    }

    static IntToDoubleFunction wave(long seed) {
        return t -> 10 * Math.sin(t * Math.PI / 12) + new Random(31 * seed + t).nextGaussian();
    }

    static History waves(int keys, int n) {
        HistoryBuilder builder = new HistoryBuilder();
        for (int k = 0; k < keys; k++) {
            add(builder, "k" + k, n, wave(k));
        }
        return builder.build(SPLIT, List.of(), 0);
    }
}
