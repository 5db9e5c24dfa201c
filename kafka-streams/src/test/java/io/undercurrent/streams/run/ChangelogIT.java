package io.undercurrent.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.Stream;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changelogs and the stores here: what comes back from where, and what is refused at the start. */
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
    void aGroupWithoutItsMemoriesIsRefused() throws Exception {
        StreamSpec spec = Embedded.spec(stream, folder, "app");
        stream.send(0, 10, KEYS);
        Embedded.runUntil(stream, spec, 30);
        String changelog = ChangelogTopics.slabs("app");
        try (Admin admin = admin()) {
            set(admin, changelog, "cleanup.policy", "compact,delete");
            assertRefused(spec, "cleanup.policy = compact,delete deletes memories", "compact");
            set(admin, changelog, "cleanup.policy", "compact");
            set(admin, changelog, "max.message.bytes", "1000");
            assertRefused(spec, "max.message.bytes = 1000", "raise it to 1048576");
            set(admin, changelog, "max.message.bytes", "1048576");
            Embedded.check(spec);

            admin.createPartitions(Map.of("events", NewPartitions.increaseTo(3))).all().get();
            assertRefused(
                    spec, "has 3 partitions, the changelog app-undercurrent-slabs-changelog has 2");

            admin.deleteTopics(List.of(changelog)).all().get();
            assertRefused(
                    spec,
                    "source.group-id = app: the group has read up to [events-0@",
                    "--fresh",
                    "state import");
        }
        Discard.run(spec);
        assertThat(Embedded.check(spec).offsets()).isEmpty();
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
