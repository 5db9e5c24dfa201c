package io.undercurrent.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a file, so that all of it is reported at once and in its order. */
final class Problems {
    /** Stands for the line of what the file lacks; such problems come last. */
    static final int NO_LINE = Integer.MAX_VALUE;

    private final String name;
    private final List<Problem> all = new ArrayList<>();

    /**
     * None yet.
     *
     * @param name what messages call the file
     */
    Problems(String name) {
        this.name = name;
    }

    /**
     * One more.
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
