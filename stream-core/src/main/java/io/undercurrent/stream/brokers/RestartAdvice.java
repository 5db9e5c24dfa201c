package io.undercurrent.stream.brokers;

import java.util.Locale;
import java.util.Map;

/** What a user changes where a job fails again and again, by what it fails of. */
public final class RestartAdvice {
    private static final Map<String, String> BY_NAME =
            Map.of(
                    "RecordTooLargeException",
                            "raise max.message.bytes of the topic that refuses the record",
                    "InvalidTimestampException",
                            "raise message.timestamp.after.max.ms or message.timestamp.before.max.ms of the topic that refuses the record, or set its message.timestamp.type to LogAppendTime",
                    "OutOfMemoryError", "give the JVM more memory (JAVA_OPTS=-Xmx...)",
                    "TimeoutException",
                            "see that the brokers in kafka.bootstrap.servers are there and that their listeners can be reached",
                    "TopicAuthorizationException", "add the ACL (docs/security.md)",
                    "SaslAuthenticationException", "correct kafka.sasl.* (docs/security.md)",
                    "No space left on device", "make space on that disk");

    private RestartAdvice() {}

    /**
     * The last words of a job that stops because it kept failing.
     *
     * @param attempts failures in a row
     * @param progress what did not come in between, such as {@code complete checkpoint}
     * @param cause what it failed of at last
     * @return the cause and what to change
     */
    public static String stopped(int attempts, String progress, String cause) {
        String advice =
                BY_NAME.entrySet().stream()
                        .filter(known -> cause.contains(known.getKey()))
                        .map(Map.Entry::getValue)
                        .sorted()
                        .findFirst()
                        .orElse("mend that");
        return String.format(
                Locale.ROOT,
                "stopped after %d failures in a row without a %s in between (job.restart-attempts): %s. To go on, %s and start again, which resumes where the results end; or raise job.restart-attempts where it mends itself",
                attempts,
                progress,
                cause,
                advice);
    }

    /**
     * The innermost cause, which is nearly always what says most.
     *
     * @param failure any failure
     * @return its cause's cause, and so on
     */
    public static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * The same for two failures of one cause that happened at other records or times.
     *
     * @param cause a failure's text
     * @return the text without its numbers
     */
    public static String kind(String cause) {
        return cause.replaceAll("[0-9]+", "#");
    }
}
