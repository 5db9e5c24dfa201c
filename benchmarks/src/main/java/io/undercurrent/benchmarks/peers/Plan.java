package io.undercurrent.benchmarks.peers;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long the rest takes: each part has a number of steps, which take what the part's steps so far
 * took, or what was expected of them before the first.
 */
final class Plan {
    private static final class Part {
        int steps;
        double expected;
        int done;
        double spent;

        double left() {
            double each = done == 0 ? expected : spent / done;
            return Math.max(0, steps - done) * each;
        }
    }

    private final Map<String, Part> parts = new LinkedHashMap<>();

    /**
     * Adds steps to a part.
     *
     * @param seconds of each
     */
    void expect(String part, int steps, double seconds) {
        Part planned = parts.computeIfAbsent(part, name -> new Part());
        planned.steps += steps;
        planned.expected = seconds;
    }

    /** A step that was not planned counts nothing. */
    void done(String part, double seconds) {
        Part planned = parts.get(part);
        if (planned != null) {
            planned.done++;
            planned.spent += seconds;
        }
    }

    /** A part is over, with all its steps or not. */
    void over(String part) {
        Part planned = parts.get(part);
        if (planned != null) {
            planned.steps = planned.done;
        }
    }

    /** Seconds. */
    double left() {
        return parts.values().stream().mapToDouble(Part::left).sum();
    }
}
