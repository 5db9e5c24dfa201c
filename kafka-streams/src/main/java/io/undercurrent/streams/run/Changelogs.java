package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The changelogs exist before anything else: offsets without them would look like another
 * program's, and stores here are only of use beside the very topic that they were written with.
 */
public final class Changelogs {
    private static final long WAIT_SECONDS = 30;
    private static final String OWNER = ".changelog-id";

    private Changelogs() {}

    /**
     * Creates those that are missing.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param slabBytes a key's memory in bytes
     * @throws InterruptedException where the thread is interrupted
     * @throws ExecutionException where the brokers refuse
     * @throws TimeoutException where they do not answer
     */
    public static void create(StreamSpec spec, int slabBytes)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            Set<String> there = admin.listTopics().names().get(WAIT_SECONDS, TimeUnit.SECONDS);
            int partitions = partitions(admin, spec.source().topic());
            List<NewTopic> missing = new ArrayList<>();
            for (String name : ChangelogTopics.names(Application.id(spec))) {
                if (!there.contains(name)) {
                    missing.add(
                            new NewTopic(name, Optional.of(partitions), Optional.empty())
                                    .configs(ChangelogTopics.config(slabBytes)));
                }
            }
            for (var created : admin.createTopics(missing).values().values()) {
                ignoreExisting(created);
            }
        }
    }

    private static void ignoreExisting(org.apache.kafka.common.KafkaFuture<Void> created)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            created.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // Another instance that starts at the same time was quicker.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /**
     * How many partitions a topic has.
     *
     * @param admin asks the brokers
     * @param topic the topic, which is there
     * @return their number
     * @throws InterruptedException where the thread is interrupted
     * @throws ExecutionException where the brokers refuse
     * @throws TimeoutException where they do not answer
     */
    public static int partitions(Admin admin, String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(WAIT_SECONDS, TimeUnit.SECONDS)
                .get(topic)
                .partitions()
                .size();
    }

    /**
     * Deletes stores here that belong to an earlier changelog of the same name: Kafka Streams knows
     * it by name and offset alone, and would go on from them.
     *
     * @param spec the stream's declaration, with real brokers named
     * @return whether there were such stores
     * @throws InterruptedException where the thread is interrupted
     * @throws ExecutionException where the brokers refuse
     * @throws TimeoutException where they do not answer
     * @throws IOException where the folder cannot be read or written
     */
    public static boolean matchStores(StreamSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        String topic = ChangelogTopics.slabs(Application.id(spec));
        String id;
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            id =
                    admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get(WAIT_SECONDS, TimeUnit.SECONDS)
                            .get(topic)
                            .topicId()
                            .toString();
        }
        Path owner = Application.folder(spec).resolve(Application.id(spec) + OWNER);
        String known = Files.exists(owner) ? Files.readString(owner) : "";
        boolean stale =
                !known.equals(id)
                        && Files.exists(Application.folder(spec).resolve(Application.id(spec)));
        if (stale) {
            Discard.stores(spec);
        }
        Files.createDirectories(owner.getParent());
        Files.writeString(owner, id);
        return stale;
    }
}
