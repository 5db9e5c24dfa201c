package io.undercurrent.kafka.local;

/**
 * Says why the local broker could not do what was asked, in a message that is shown to the user
 * unchanged: it names the folder, port or topic and what to change.
 */
public final class LocalKafkaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocalKafkaException(String message) {
        super(message);
    }

    LocalKafkaException(String message, Throwable cause) {
        super(message, cause);
    }
}
