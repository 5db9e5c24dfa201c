package io.undercurrent.benchmarks.step;

import io.undercurrent.mamba2.Backbone;
import java.util.Locale;

/**
 * How slow the first events of a fresh JVM are, before the compilers have caught up: microseconds
 * an event (wall clock) in windows from the first event on.
 */
final class ColdStart {
    private static final int[] MILLIS = {10, 30, 100, 300, 1000, 3000};

    private final Events events;

    ColdStart(Backbone backbone, float[][] inputs) {
        float[][] states = new float[1][backbone.stateFloats()];
        backbone.initState(states[0], 0);
        events = new Events(backbone.newStep(1), inputs, states, 1);
    }

    /**
     * One line: the mean of each window, then the first event's microseconds.
     *
     * @param warmMillis made-up events before, as an operator runs them at its start
     */
    void print(int warmMillis) {
        StringBuilder line = new StringBuilder();
        long warm = System.nanoTime() + warmMillis * 1_000_000L;
        while (System.nanoTime() - warm < 0) {
            events.run();
        }
        long begin = System.nanoTime();
        events.run();
        double first = (System.nanoTime() - begin) / 1e3;
        for (int end : MILLIS) {
            long from = System.nanoTime();
            long done = 0;
            while (System.nanoTime() - begin < end * 1_000_000L) {
                done += events.run();
            }
            line.append(
                    String.format(
                            Locale.ROOT,
                            "%.3f ",
                            (System.nanoTime() - from) / 1e3 / Math.max(1, done)));
        }
        System.out.println(line + String.format(Locale.ROOT, "%.1f", first));
    }
}
