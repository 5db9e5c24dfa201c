package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Deletes everything that the brokers and the local disk keep for an application, so that a run
 * starts without state.
 */
public final class Discard {
    private static final long WAIT_SECONDS = 30;

    private Discard() {}

    /**
     * Deletes the group's offsets, the internal topics and the local stores.
     *
     * @param spec the stream's declaration, with real brokers named
     * @return the topics that were deleted
     * @throws IllegalStateException if an instance is running
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if a request to the brokers fails
     * @throws TimeoutException if the brokers do not answer
     * @throws IOException if the folder cannot be deleted
     */
    public static List<String> run(StreamSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        String application = Application.id(spec);
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            StoppedGroup.check(admin, application, "--fresh");
            try {
                AdminQueries.await(admin.deleteConsumerGroups(List.of(application)).all());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                    throw e;
                }
            }
            List<String> internal = ChangelogTopics.all(application);
            internal.retainAll(AdminQueries.await(admin.listTopics().names()));
            AdminQueries.await(admin.deleteTopics(internal).all());
            awaitGone(admin, internal);
            stores(spec);
            return internal;
        }
    }

    /**
     * Waits until the topics are no longer listed: a deletion reaches the brokers one after the
     * other.
     */
    private static void awaitGone(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!Collections.disjoint(AdminQueries.await(admin.listTopics().names()), topics)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "topics %s: deleted, but still there after %d s; begin again when they are gone",
                                topics,
                                WAIT_SECONDS));
            }
            Thread.sleep(100);
        }
    }

    /**
     * Deletes the local stores.
     *
     * @param spec the stream's declaration
     * @throws IOException if the folder cannot be deleted
     */
    public static void stores(StreamSpec spec) throws IOException {
        Path folder = Application.stores(spec);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
