package io.undercurrent.stream.scoring;

/** Says that a checkpoint's state was built by other weights than the job's. */
public final class ModelMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelMismatchException(String message) {
        super(message);
    }
}
