package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Prepares the brokers and the local stores before an application starts, in an order in which a
 * crash at any point does no harm.
 */
final class Start {
    private Start() {}

    /**
     * Checks what the brokers keep and creates what is missing: changelogs, then offsets. Last, it
     * deletes local stores that do not match.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param slabBytes size of a key state, bytes
     * @param acceptGap whether the run may continue although the next records were deleted, or the
     *     topic was recreated
     * @param say receives lines for the user
     * @throws SpecException if a check fails; the message names what does not fit and what to do
     */
    static void prepare(StreamSpec spec, int slabBytes, boolean acceptGap, Consumer<String> say)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            InternalTopics.check(admin, Application.id(spec), ChangelogTopics.of(spec), true);
            StartOffsets next = GroupChecks.check(admin, spec, slabBytes, acceptGap);
            Changelogs.create(admin, spec, slabBytes);
            InternalTopics.check(admin, Application.id(spec), ChangelogTopics.of(spec), true);
            boolean begins = next.offsets().isEmpty();
            if (begins) {
                next = FirstOffsets.commit(admin, spec);
            }
            if (Changelogs.matchStores(admin, spec)) {
                say.accept("deleted the stores here: they belonged to changelogs that are gone");
            }
            say.accept(
                    (begins ? "starting without state at " : "resuming at ")
                            + String.join(", ", next.entries()));
        }
    }
}
