package io.undercurrent.stream.brokers;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a user what to change if a job fails again and again, depending on the cause. */
public final class RestartAdvice {
    private static final Map<String, String> BY_NAME =
            Map.of(
                    "RecordTooLargeException",
                            "raise max.message.bytes of the topic that refuses the record",
                    "InvalidTimestampException",
                            "raise message.timestamp.after.max.ms or message.timestamp.before.max.ms of the topic that refuses the record, or set its message.timestamp.type to LogAppendTime",
                    "OutOfMemoryError", "give the JVM more memory (JAVA_OPTS=-Xmx...)",
                    "OffsetOutOfRangeException",
                            "raise retention.ms or retention.bytes of the source topic, or job.parallelism, and continue with submit --accept-gap",
                    "TimeoutException",
                            "see that the brokers in kafka.bootstrap.servers are there and that their listeners can be reached",
                    "TopicAuthorizationException", "add the ACL (docs/security.md)",
                    "SaslAuthenticationException", "correct kafka.sasl.* (docs/security.md)",
                    "No space left on device", "make space on that disk");

    /**
     * Matches the text with which Kafka Streams and Flink's connector name the topic of a record.
     */
    private static final Pattern TOPIC =
            Pattern.compile("(?:record to topic |data to Kafka )([\\w.-]+?)(?:-\\d+@|\\s|$)");

    private RestartAdvice() {}

    /**
     * Builds the last message of a job that stops because it kept failing.
     *
     * @param attempts the number of failures in a row
     * @param progress the progress that was not made in between, such as {@code complete
     *     checkpoint}
     * @param cause the cause of the last failure
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
                "stopped after %d failures in a row without a %s in between (job.restart-attempts): %s. To continue, %s and start again, which resumes where the results end; or raise job.restart-attempts where it mends itself",
                attempts,
                progress,
                cause,
                advice);
    }

    /**
     * Describes the innermost cause, which nearly always says most, and adds the topic, which only
     * the outer exceptions name.
     *
     * @param failure any failure
     * @return the text of the innermost cause, with the topic
     */
    public static String cause(Throwable failure) {
        String topic = "";
        Throwable cause = failure;
        while (true) {
            Matcher named = TOPIC.matcher(String.valueOf(cause.getMessage()));
            topic = named.find() ? named.group(1) : topic;
            if (cause.getCause() == null || cause.getCause() == cause) {
                break;
            }
            cause = cause.getCause();
        }
        String text = cause.toString().replaceFirst("\\.$", "");
        return topic.isEmpty() || text.contains(topic) ? text : text + " (topic " + topic + ")";
    }

    /**
     * Gives the same text for two failures with the same cause that happened at different records
     * or times.
     *
     * @param cause a failure's text
     * @return the text with {@code #} for each number
     */
    public static String kind(String cause) {
        return cause.replaceAll("[0-9]+", "#");
    }
}
