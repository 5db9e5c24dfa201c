package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Creates an application's changelogs, and deletes local stores that belong to earlier ones. The
 * changelogs must exist first: offsets without changelogs would look like another program's, and
 * local stores are valid only with the very topic that they were written with.
 */
public final class Changelogs {
    private static final String OWNER = ".changelog-id";

    private Changelogs() {}

    /**
     * Creates the missing changelogs.
     *
     * @param admin the client of the brokers
     * @param spec the stream's declaration, with real brokers named
     * @param slabBytes size of a key state, bytes
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if a request to the brokers fails
     * @throws TimeoutException if the brokers do not answer
     */
    public static void create(Admin admin, StreamSpec spec, int slabBytes)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> there = AdminQueries.await(admin.listTopics().names());
        int partitions = AdminQueries.partitions(admin, spec.source().topic()).size();
        List<NewTopic> missing = new ArrayList<>();
        for (String name : ChangelogTopics.names(Application.id(spec))) {
            if (!there.contains(name)) {
                missing.add(
                        new NewTopic(name, Optional.of(partitions), Optional.empty())
                                .configs(ChangelogTopics.config(spec, slabBytes)));
            }
        }
        AdminQueries.create(admin, missing);
    }

    /**
     * Deletes local stores that belong to an earlier changelog of the same name. Kafka Streams
     * identifies a changelog by name and offset only, and would resume from these stores.
     *
     * @param admin the client of the brokers
     * @param spec the stream's declaration, with real brokers named
     * @return whether stores were deleted
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if a request to the brokers fails
     * @throws TimeoutException if the brokers do not answer
     * @throws IOException if the folder cannot be read or written
     */
    static boolean matchStores(Admin admin, StreamSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        String topic = ChangelogTopics.slabs(Application.id(spec));
        String id =
                AdminQueries.await(admin.describeTopics(List.of(topic)).allTopicNames())
                        .get(topic)
                        .topicId()
                        .toString();
        Path owner = Application.folder(spec).resolve(Application.id(spec) + OWNER);
        String known = Files.exists(owner) ? Files.readString(owner) : "";
        boolean stale = !known.equals(id) && Files.exists(Application.stores(spec));
        if (stale) {
            Discard.stores(spec);
        }
        Files.createDirectories(owner.getParent());
        Files.writeString(owner, id);
        return stale;
    }
}
