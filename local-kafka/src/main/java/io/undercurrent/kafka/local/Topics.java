package io.undercurrent.kafka.local;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates topics on the local broker, which creates none automatically. Each call opens its own
 * admin client (some 100 ms), so nothing stays open between the few calls of a run.
 */
final class Topics {
    private Topics() {}

    static void create(Map<String, Object> client, String name, int partitions) {
        try (Admin admin = Admin.create(client)) {
            create(admin, name, partitions);
        }
    }

    static boolean ensure(Map<String, Object> client, String name, int partitions) {
        try (Admin admin = Admin.create(client)) {
            TopicDescription found = find(admin, name);
            if (found == null) {
                create(admin, name, partitions);
                return true;
            }
            if (found.partitions().size() != partitions) {
                throw new LocalKafkaException(
                        String.format(
                                Locale.ROOT,
                                "topic '%s' has %d partitions, not %d; ask for %2$d or use another topic",
                                name,
                                found.partitions().size(),
                                partitions));
            }
            return false;
        }
    }

    private static void create(Admin admin, String name, int partitions) {
        if (partitions < 1) {
            throw new LocalKafkaException(
                    "topic '" + name + "': " + partitions + " partitions asked; at least 1 needed");
        }
        NewTopic topic = new NewTopic(name, partitions, (short) 1);
        try {
            await(admin.createTopics(List.of(topic)).all(), name);
        } catch (ExecutionException e) {
            throw refused(name, e.getCause());
        }
    }

    private static TopicDescription find(Admin admin, String name) {
        try {
            return await(admin.describeTopics(List.of(name)).allTopicNames(), name).get(name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw refused(name, e.getCause());
        }
    }

    private static <T> T await(KafkaFuture<T> answer, String name) throws ExecutionException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalKafkaException("interrupted while asking for topic '" + name + "'", e);
        }
    }

    private static LocalKafkaException refused(String name, Throwable cause) {
        if (cause instanceof TopicExistsException) {
            return new LocalKafkaException(
                    "topic '" + name + "' exists already; use it or choose another name", cause);
        }
        return new LocalKafkaException(
                "topic '" + name + "' is not possible: " + cause.getMessage(), cause);
    }
}
