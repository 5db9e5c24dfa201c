package io.undercurrent.streams.run;

import io.undercurrent.spec.KeyOptions;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * What comes between a declaration and a running application, in an order that a death survives.
 */
final class Start {
    private Start() {}

    /**
     * Checks what the brokers keep, and completes it: changelogs, then offsets, then the stores
     * here.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param slabBytes a key's memory in bytes
     * @param acceptGap whether records that come next may be missing
     * @param say takes lines for a user
     * @throws SpecException naming what does not fit and what to do
     */
    static void prepare(StreamSpec spec, int slabBytes, boolean acceptGap, Consumer<String> say)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            InternalTopics.check(admin, Application.id(spec), internal(spec), true);
            StartOffsets next = GroupChecks.check(admin, spec, slabBytes, acceptGap);
            Changelogs.create(admin, spec, slabBytes);
            InternalTopics.check(admin, Application.id(spec), internal(spec), true);
            boolean begins = next.offsets().isEmpty();
            if (begins) {
                next = FirstOffsets.commit(admin, spec);
            }
            if (Changelogs.matchStores(admin, spec)) {
                say.accept("deleted the stores here: they belonged to changelogs that are gone");
            }
            say.accept(
                    (begins ? "starting anew at " : "going on at ")
                            + String.join(", ", next.entries()));
        }
    }

    private static List<String> internal(StreamSpec spec) {
        String application = Application.id(spec);
        return spec.source().key().from() == KeyOptions.From.FIELD
                ? ChangelogTopics.all(application)
                : ChangelogTopics.names(application);
    }
}
