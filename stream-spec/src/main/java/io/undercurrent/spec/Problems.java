package io.undercurrent.spec;

import io.undercurrent.spec.option.SpecException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Collects the problems of a file, so that all are reported together and in the file's order. */
final class Problems {
    /** The line of problems that belong to no line, such as a missing option; they come last. */
    static final int NO_LINE = Integer.MAX_VALUE;

    /** More than anybody mends at once. */
    private static final int MAX_PROBLEMS = 100;

    private final String name;
    private final List<Problem> all = new ArrayList<>();
    private long more;

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
        if (all.size() < MAX_PROBLEMS) {
            all.add(new Problem(line, text));
        } else {
            more++;
        }
    }

    /** Whether further problems are only counted, so that nobody needs to word them. */
    boolean isFull() {
        return all.size() >= MAX_PROBLEMS;
    }

    void throwIfAny() {
        if (!all.isEmpty()) {
            List<String> messages =
                    all.stream()
                            .sorted(Comparator.comparingInt(Problem::line))
                            .map(p -> p.message(name))
                            .collect(Collectors.toCollection(ArrayList::new));
            if (more > 0) {
                messages.add(
                        String.format(
                                Locale.ROOT,
                                "%s: and %d problems more; mend these first",
                                name,
                                more));
            }
            throw new SpecException(List.copyOf(messages));
        }
    }

    private record Problem(int line, String text) {
        String message(String name) {
            return name + (line == NO_LINE ? ": " : " line " + line + ": ") + text;
        }
    }
}
