package io.undercurrent.spec;

import io.undercurrent.spec.option.SpecException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of a file, so that all are reported together and in the file's order. */
final class Problems {
    /** The line of problems that belong to no line, such as a missing option; they come last. */
    static final int NO_LINE = Integer.MAX_VALUE;

    private final String name;
    private final List<Problem> all = new ArrayList<>();

    /**
     * Starts without problems.
     *
     * @param name the file's name in messages
     */
    Problems(String name) {
        this.name = name;
    }

    /**
     * Adds a problem.
     *
     * @param line from 1, or {@link #NO_LINE}
     * @param text what is wrong and what is allowed
     */
    void add(int line, String text) {
        all.add(new Problem(line, text));
    }

    void throwIfAny() {
        if (!all.isEmpty()) {
            throw new SpecException(
                    all.stream()
                            .sorted(Comparator.comparingInt(Problem::line))
                            .map(p -> p.message(name))
                            .toList());
        }
    }

    private record Problem(int line, String text) {
        String message(String name) {
            return name + (line == NO_LINE ? ": " : " line " + line + ": ") + text;
        }
    }
}
