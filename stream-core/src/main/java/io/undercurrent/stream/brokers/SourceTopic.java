package io.undercurrent.stream.brokers;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

/**
 * Identifies the topic that a state was built from. A name is not enough: a topic that was deleted
 * and created again has other records at the same offsets, and so has a topic of that name on
 * another cluster.
 *
 * @param cluster the id of the brokers' cluster
 * @param topic the topic's name
 * @param id the topic's own id
 */
public record SourceTopic(String cluster, String topic, String id) implements Serializable {
    /** What a user can do about a state that another topic of this name built. */
    public static final String ADVICE =
            "name the topic that it belongs to, discard the state with --fresh, or keep the key states and read this topic as source.start says with --accept-gap (undercurrent run, submit)";

    private static final Pattern TEXT = Pattern.compile("cluster=(\\S*) id=(\\S*) topic=(\\S+)");

    /**
     * Asks the brokers for a topic's identity.
     *
     * @param admin the brokers
     * @param topic the topic
     * @return the topic's identity; empty if the brokers give no ids (before Kafka 2.8)
     * @throws ExecutionException if the brokers refuse or the topic does not exist
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if the brokers do not answer
     */
    public static Optional<SourceTopic> ask(Admin admin, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        return of(admin, AdminQueries.describe(admin, topic));
    }

    /** The identity of a topic that was described. */
    static Optional<SourceTopic> of(Admin admin, TopicDescription described)
            throws ExecutionException, InterruptedException, TimeoutException {
        Uuid id = described.topicId();
        String cluster = AdminQueries.await(admin.describeCluster().clusterId());
        return id == null || id.equals(Uuid.ZERO_UUID) || cluster == null
                ? Optional.empty()
                : Optional.of(new SourceTopic(cluster, described.name(), id.toString()));
    }

    /**
     * Parses a text that {@link #toString} returned.
     *
     * @param text a state's text
     * @return the topic
     * @throws IllegalArgumentException if the text has another form
     */
    public static SourceTopic parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "\"%s\" does not tell which topic a state was built from: allowed is cluster=ID id=ID topic=NAME",
                            text));
        }
        return new SourceTopic(parts.group(1), parts.group(3), parts.group(2));
    }

    /**
     * Compares this topic with the one that a state was built from.
     *
     * @param restored the state's topic
     * @param what what holds the state, such as {@code the checkpoint}
     * @param instead what the user can do, which the message gives after "; "
     * @return the difference; empty if it is the same topic
     */
    public Optional<String> difference(SourceTopic restored, String what, String instead) {
        if (equals(restored)) {
            return Optional.empty();
        }
        boolean elsewhere = !cluster.equals(restored.cluster);
        String other =
                elsewhere
                        ? "it is on another cluster: the state is of cluster %s, topic id %s, the brokers are cluster %s, topic id %s"
                        : "the topic was deleted and created again: in cluster %s the state is of topic id %s, the brokers' topic %s has id %s";
        Object[] values =
                elsewhere
                        ? new Object[] {restored.cluster, restored.id, cluster, id}
                        : new Object[] {cluster, restored.id, topic, id};
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "source.topic = %s: %s was built from another topic of this name; %s, so the offsets of one say nothing of the other; %s",
                        topic,
                        what,
                        String.format(Locale.ROOT, other, values),
                        instead));
    }

    @Override
    public String toString() {
        return "cluster=" + cluster + " id=" + id + " topic=" + topic;
    }
}
