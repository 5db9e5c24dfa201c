package io.undercurrent.spec.option;

import java.util.List;

/**
 * Reports all problems of a stream's declaration together.
 *
 * <p>A user who has to fix one line per run would start to guess.
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
