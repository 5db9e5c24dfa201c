package io.undercurrent.command;

import java.util.Locale;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Finds the one message in a chain of exceptions that tells a user what to change.
 *
 * <p>A message of this project takes precedence, whatever it wraps: it names the option and what is
 * allowed. Of other exceptions, the innermost is nearly always the useful one, because Flink wraps
 * a cause many times.
 */
public final class Failures {
    private static final String PACKAGE = "io.undercurrent.";

    private Failures() {}

    /**
     * The message to show.
     *
     * @param e any exception
     * @return its text, with the exception's name if the text alone says too little
     */
    public static String explain(Throwable e) {
        Throwable cause = e;
        while (!isOurs(cause) && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        if (cause instanceof AuthorizationException) {
            return String.format(
                    Locale.ROOT,
                    "the brokers do not allow this user what is needed: %s; compare its ACLs with docs/security.md",
                    message);
        }
        if (cause instanceof AuthenticationException) {
            return String.format(
                    Locale.ROOT,
                    "the brokers refuse this user's login: %s; correct kafka.sasl.* and kafka.ssl.* (docs/security.md)",
                    message);
        }
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        boolean plain =
                isOurs(cause)
                        || cause instanceof IllegalArgumentException
                        || cause instanceof IllegalStateException;
        // A cause that crossed Flink's process boundary carries its class name in its message.
        String text = message.replaceFirst("^(io\\.undercurrent\\.[\\w.]+Exception: )", "");
        return plain || !text.equals(message)
                ? text
                : cause.getClass().getSimpleName() + ": " + message;
    }

    /**
     * Whether an exception comes from this project: its class is ours, or our code threw it as a
     * refusal.
     *
     * @param e any exception; its causes are ignored
     * @return true if its message is meant for a user
     */
    public static boolean isOurs(Throwable e) {
        if (e.getClass().getName().startsWith(PACKAGE)) {
            return true;
        }
        boolean refusal =
                e instanceof IllegalArgumentException || e instanceof IllegalStateException;
        StackTraceElement[] trace = e.getStackTrace();
        return refusal && trace.length > 0 && trace[0].getClassName().startsWith(PACKAGE);
    }
}
