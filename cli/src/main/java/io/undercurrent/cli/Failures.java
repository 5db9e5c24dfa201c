package io.undercurrent.cli;

/**
 * Finds the one message in a chain of exceptions that tells a user what to change.
 *
 * <p>Flink wraps a cause many times; the innermost message is nearly always the useful one.
 */
public final class Failures {
    private Failures() {}

    /**
     * The innermost cause's message.
     *
     * @param e any exception
     * @return its text, with the exception's name where the text alone says too little
     */
    public static String explain(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        boolean plain =
                cause instanceof IllegalArgumentException
                        || cause instanceof IllegalStateException
                        || cause.getClass().getName().startsWith("io.undercurrent.");
        // A cause that crossed Flink's process boundary carries its class name in its message.
        String text = message.replaceFirst("^(io\\.undercurrent\\.[\\w.]+Exception: )", "");
        return plain || !text.equals(message)
                ? text
                : cause.getClass().getSimpleName() + ": " + message;
    }
}
