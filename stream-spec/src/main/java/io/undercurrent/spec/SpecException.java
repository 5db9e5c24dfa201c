package io.undercurrent.spec;

import java.util.List;

/**
 * Everything that is wrong with a stream's declaration, at once.
 *
 * <p>All problems are reported together because a user who mends one line a run learns to guess.
 */
public final class SpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An immutable list; its implementation is serializable, as its strings are. */
    @SuppressWarnings("serial")
    private final List<String> problems;

    /**
     * One or more problems.
     *
     * @param problems sentences, each naming the place, the value and what is allowed
     */
    public SpecException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * The problems in the order of the file.
     *
     * @return sentences, each naming the place, the value and what is allowed
     */
    public List<String> problems() {
        return problems;
    }
}
