package io.undercurrent.stream.scoring;

/** Says that a state was built with another model than the job's, which cannot use it. */
public final class ModelMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelMismatchException(String message) {
        super(message);
    }
}
