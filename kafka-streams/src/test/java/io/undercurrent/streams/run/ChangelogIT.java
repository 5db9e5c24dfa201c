package io.undercurrent.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.Stream;
import io.undercurrent.streams.scoring.ChangelogTopics;
import io.undercurrent.streams.scoring.ScoringTopology;
import io.undercurrent.streams.scoring.SharedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changelogs and the stores here: what comes back from where, and what is refused at the start. */
@Tag("slow")
class ChangelogIT {
    private static final String[] KEYS = {"a", "b", "c"};

    @TempDir Path folder;
    private LocalKafka kafka;
    private Stream stream;

    @BeforeEach
    void start() {
        kafka = LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start();
        stream = new Stream(kafka, "events", 2, folder);
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void storesThatAreBehindTheirChangelogOrLostCatchUp() throws Exception {
        StreamSpec spec = Embedded.spec(stream, folder, "app");
        Path stores = Application.folder(spec);
        Path old = folder.resolve("old");
        stream.send(0, 60, KEYS);
        Embedded.runUntil(stream, spec, 180);
        copy(stores, old);
        stream.send(60, 120, KEYS);
        Embedded.runUntil(stream, spec, 360);
        Discard.stores(spec);
        copy(old, stores);
        stream.send(120, 160, KEYS);
        Embedded.runUntil(stream, spec, 480);
        Discard.stores(spec);
        stream.send(160, 200, KEYS);
        Embedded.runUntil(stream, spec, 600);

        StreamSpec twin = Embedded.spec(stream, folder, "twin");
        Embedded.runUntil(stream, twin, 600);
        assertThat(CommittedBytes.read(stream, spec))
                .isEqualTo(CommittedBytes.read(stream, twin))
                .hasSize(9);
    }

    @Test
    void aGroupWithoutItsKeyStatesIsRefused() throws Exception {
        StreamSpec spec = Embedded.spec(stream, folder, "app");
        stream.send(0, 10, KEYS);
        Embedded.runUntil(stream, spec, 30);
        String changelog = ChangelogTopics.slabs(Application.id(spec));
        try (Admin admin = admin()) {
            set(admin, changelog, "cleanup.policy", "compact,delete");
            assertRefused(spec, "cleanup.policy = compact,delete deletes key states", "compact");
            set(admin, changelog, "cleanup.policy", "compact");
            set(admin, changelog, "max.message.bytes", "1000");
            assertRefused(spec, "max.message.bytes = 1000", "raise it to 1048576");
            set(admin, changelog, "max.message.bytes", "1048576");
            Embedded.check(spec);

            admin.createPartitions(Map.of("events", NewPartitions.increaseTo(3))).all().get();
            assertRefused(spec, "has 3 partitions, app-streams-undercurrent-slabs-changelog has 2");

            admin.deleteTopics(List.of(changelog)).all().get();
            assertRefused(
                    spec,
                    "the application's group app-streams has read up to [events-0@",
                    "--fresh");
        }
        Discard.run(spec);
        assertThat(Embedded.check(spec).offsets()).isEmpty();
    }

    @Test
    void aSlabIsWrittenOncePerCommitAndNotOncePerEvent() throws Exception {
        StreamSpec spec = Embedded.spec(stream, folder, "app");
        stream.send(0, 400, KEYS);
        Embedded.runUntil(stream, spec, 1200);
        AtomicInteger slabs = new AtomicInteger();
        ChangelogEnd.read(
                spec,
                ChangelogTopics.slabs(Application.id(spec)),
                record -> slabs.incrementAndGet() > 0);
        System.out.println("slabs in the changelog of 1200 events: " + slabs);
        assertThat(slabs.get()).isBetween(KEYS.length, 400);
    }

    @Test
    void keyStatesWhoseOffsetsAreGoneAreRefused() throws Exception {
        StreamSpec spec = Embedded.spec(stream, folder, "app");
        stream.send(0, 10, KEYS);
        Embedded.runUntil(stream, spec, 30);
        try (Admin admin = admin()) {
            admin.deleteConsumerGroups(List.of(Application.id(spec))).all().get();
        }
        assertRefused(spec, "holds key states, but", "has no offsets any more", "--fresh");
    }

    @Test
    void storesElsewhereThatBelongToADiscardedChangelogAreNotGoneOnWith() throws Exception {
        StreamSpec here = Embedded.spec(stream, folder, "app");
        stream.send(0, 40, KEYS);
        Embedded.runUntil(stream, here, 120);
        Path elsewhere = folder.resolve("elsewhere");
        copy(Application.folder(here), elsewhere);
        Discard.run(here);
        Embedded.runUntil(stream, here, 240);
        stream.send(40, 60, KEYS);
        Discard.stores(here);
        copy(elsewhere, Application.folder(here));
        SharedModel model = new SharedModel(here);
        Embedded.begin(here, model);
        assertThat(Application.folder(here).resolve(Application.id(here))).doesNotExist();
        Embedded.runUntil(stream, here, 300);
        StreamSpec twin = Embedded.spec(stream, folder, "twin");
        Embedded.runUntil(stream, twin, 180);
        Map<String, List<String>> again = CommittedBytes.read(stream, here);
        CommittedBytes.read(stream, twin)
                .forEach(
                        (key, results) ->
                                assertThat(again.get(key))
                                        .as(key)
                                        .endsWith(results.toArray(String[]::new)));
    }

    @Test
    void latestBeginsAtTheEndAndMissesNothingFromThereOn() throws Exception {
        StreamSpec spec = Embedded.spec(stream, folder, "app", "source.start: latest");
        stream.send(0, 30, KEYS);
        Embedded.begin(spec, new SharedModel(spec));
        stream.send(30, 50, KEYS);
        Embedded.runUntil(stream, spec, 60);
        assertThat(CommittedBytes.read(stream, spec).get("score a")).hasSize(19);
    }

    @Test
    void aRunningApplicationIsNotTouched() throws Exception {
        StreamSpec spec = Embedded.spec(stream, folder, "app");
        stream.send(0, 10, KEYS);
        Embedded.check(spec);
        SharedModel model = new SharedModel(spec);
        Embedded.begin(spec, model);
        try (StreamsRun run =
                StreamsRun.of(
                        ScoringTopology.build(ResolvedStream.of(spec), model),
                        Application.settings(spec, model))) {
            run.start();
            run.running().get();
            assertThatThrownBy(() -> Discard.run(spec))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("group app-streams has 1 members")
                    .hasMessageContaining("--fresh needs the application stopped");
        }
        Discard.run(spec);
    }

    @Test
    void recordsThatWereDeletedUnreadAreTold() throws Exception {
        StreamSpec spec = Embedded.spec(stream, folder, "app");
        stream.send(0, 10, KEYS);
        Embedded.runUntil(stream, spec, 30);
        stream.send(10, 20, KEYS);
        try (Admin admin = admin();
                var consumer = stream.consumer("read_committed", "events")) {
            Map<
                            org.apache.kafka.common.TopicPartition,
                            org.apache.kafka.clients.admin.RecordsToDelete>
                    all = new java.util.HashMap<>();
            consumer.assignment()
                    .forEach(
                            partition ->
                                    all.put(
                                            partition,
                                            org.apache.kafka.clients.admin.RecordsToDelete
                                                    .beforeOffset(-1)));
            admin.deleteRecords(all).all().get();
        }
        assertRefused(spec, "records were deleted unread", "--accept-gap");
    }

    private static void assertRefused(StreamSpec spec, String... said) {
        assertThatThrownBy(() -> Embedded.check(spec))
                .isInstanceOf(SpecException.class)
                .message()
                .contains(said);
    }

    private Admin admin() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return Admin.create(properties);
    }

    private static void set(Admin admin, String topic, String name, String value) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var entries = Files.walk(from)) {
            for (Path entry : entries.toList()) {
                Path target = to.resolve(from.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(entry, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
