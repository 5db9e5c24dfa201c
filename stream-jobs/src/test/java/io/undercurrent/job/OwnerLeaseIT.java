package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.OwnerLease;
import io.undercurrent.stream.trial.Patience;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs that want one transactional-id prefix, on a broker. */
@Tag("slow")
class OwnerLeaseIT {
    private static final OwnerLease.Owner A = new OwnerLease.Owner("a", "run-a");
    private static final OwnerLease.Owner B = new OwnerLease.Owner("b", "run-b");
    private static final OwnerLease.Owner C = new OwnerLease.Owner("c", "run-c");

    @TempDir Path folder;

    @Test
    void oneJobHoldsAPrefixAndAnotherOneIsRefusedOrTakesOver() throws Exception {
        try (LocalKafka kafka = LocalKafka.in(folder.resolve("kafka")).start()) {
            Stream stream = new Stream(kafka, "events", 2, folder);
            StreamSpec spec = stream.spec("one");
            StreamSpec other = stream.spec("other");
            List<String> said = new ArrayList<>();
            OwnerLease.refuseOther(spec, said::add);
            BlockingQueue<String> lost = new LinkedBlockingQueue<>();
            BlockingQueue<String> replaced = new LinkedBlockingQueue<>();
            try (OwnerLease first = OwnerLease.take(spec, A, lost::add)) {
                awaitOwner(kafka, spec, "a");
                OwnerLease.refuseOther(other, said::add);
                assertThat(said).isEmpty();
                assertThatThrownBy(() -> OwnerLease.refuseOther(spec, said::add))
                        .isInstanceOf(SpecException.class)
                        .hasMessageContaining("sink.transactional-id-prefix = ")
                        .hasMessageContaining("another job writes with it");
                assertThat(said).singleElement().asString().contains("waiting up to 15 s");
                assertThat(lost).isEmpty();

                try (OwnerLease second = OwnerLease.take(spec, B, replaced::add)) {
                    assertThat(lost.poll(30, TimeUnit.SECONDS))
                            .contains("another job has started with this prefix and takes over");
                    first.close();
                    awaitOwner(kafka, spec, "b");
                    // The first one's restart, and the second one's own.
                    try (OwnerLease zombie = OwnerLease.take(spec, A, lost::add)) {
                        assertThat(lost.poll(30, TimeUnit.SECONDS)).contains("takes over");
                    }
                    try (OwnerLease own = OwnerLease.take(spec, B, lost::add)) {
                        assertThat(replaced.poll(30, TimeUnit.SECONDS)).contains("takes over");
                        awaitOwner(kafka, spec, "b");
                        // One that failed before it became the owner, and restarts: nobody replaced
                        // it.
                        try (OwnerLease late = OwnerLease.take(spec, C, replaced::add)) {
                            assertThat(lost.poll(30, TimeUnit.SECONDS)).contains("takes over");
                            awaitOwner(kafka, spec, "c");
                            assertThat(replaced).isEmpty();
                        }
                    }
                }
            }
            // Both have left the group: nobody has to wait.
            said.clear();
            OwnerLease.refuseOther(spec, said::add);
            assertThat(said).isEmpty();
        }
    }

    private static void awaitOwner(LocalKafka kafka, StreamSpec spec, String job) throws Exception {
        String group = OwnerLease.group(spec);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Patience.await(
                    "an owner",
                    () -> {
                        var groups = admin.listGroups().all().get();
                        return groups.stream().anyMatch(g -> g.groupId().equals(group))
                                && !admin.describeConsumerGroups(List.of(group))
                                        .all()
                                        .get()
                                        .get(group)
                                        .members()
                                        .isEmpty()
                                && admin
                                        .listConsumerGroupOffsets(group)
                                        .partitionsToOffsetAndMetadata()
                                        .get()
                                        .values()
                                        .stream()
                                        .anyMatch(
                                                offset ->
                                                        offset.metadata().startsWith("run-" + job));
                    });
        }
    }
}
