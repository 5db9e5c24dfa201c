package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.results.ResultIds;
import io.undercurrent.streams.run.Application;
import io.undercurrent.streams.run.StreamsRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: repartitioned by group, exactly once, gone on from the changelogs. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class AlarmsIT {
    private static final int KEYS = 6;
    private static final String APPLICATION = "alarms-it";

    @TempDir Path folder;

    private final Made made = new Made();
    private final List<byte[]> starts = new ArrayList<>();
    private LocalKafka kafka;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() {
        // Old timestamps, as a replay of a history has them; the broker is not to delete for them.
        kafka = LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start();
        kafka.createTopic("t.episodes", 2);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
        kafka.close();
    }

    @Test
    void aRunThatLostItsStoresResumesWhereItWas() throws Exception {
        StreamSpec spec = spec("stores-1");
        AlarmChecks.check(spec);
        for (int k = 0; k < KEYS; k++) {
            starts.add(made.event(key(k), k, 101, 0.55, "north").get(0));
        }
        sendAll(starts);
        assertThat(run(spec)).hasSize(KEYS + 1);
        sendAll(starts); // as after a restart of the job from an older checkpoint
        List<byte[]> ends = new ArrayList<>();
        for (int k = 0; k < KEYS; k++) {
            ends.add(made.event(key(k), 100 + k, 200, 0.1, "north").get(0));
        }
        sendAll(ends);
        List<String> all = run(spec("stores-2"));
        assertThat(all).hasSize(3 * KEYS + 2);
        assertThat(all.stream().filter(line -> line.startsWith("GROUP")))
                .containsExactly(
                        "GROUP north STARTED 101- MINOR x1 open 1",
                        "GROUP north ENDED 101-101 MINOR x6 open 0");
    }

    private static String key(int k) {
        return "north-" + k;
    }

    private StreamSpec spec(String stores) {
        return StreamSpec.parse(
                Alarms.LEAST.replace("embedded", kafka.bootstrapServers())
                        + String.format(
                                Locale.ROOT,
                                "episodes.group.pattern: '^([^-]+)-'\ncheckpoint.folder: \"%s\"\n",
                                folder.resolve(stores)),
                "stream.yaml");
    }

    /** A record of each key. */
    private void sendAll(List<byte[]> values) throws Exception {
        for (int k = 0; k < KEYS; k++) {
            byte[] key = key(k).getBytes(UTF_8);
            producer.send(new ProducerRecord<>("t.episodes", k % 2, 7L, key, values.get(k))).get();
        }
    }

    /** Runs until the application has read all that there is; then all episodes. */
    private List<String> run(StreamSpec spec) throws Exception {
        Properties settings = Application.common(spec);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        try (StreamsRun run =
                StreamsRun.of(AlarmTopology.build(spec, ResultIds.forReading(spec)), settings)) {
            run.start();
            run.running().get(1, TimeUnit.MINUTES);
            await().pollInSameThread()
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> unread().isEmpty());
        }
        try (Admin admin = admin()) {
            return read(admin, List.of("t.episodes"), Map.of()).stream()
                    .map(record -> Made.line(made.episode(record.value())))
                    .toList();
        }
    }

    /**
     * What the application has to read yet, on its sources and between its two parts. A part's
     * position is committed together with what it wrote, so once nothing is left here, all that it
     * will ever write about these records is committed.
     */
    private List<ConsumerRecord<byte[], byte[]>> unread() throws Exception {
        List<String> topics = new ArrayList<>(List.of("t.episodes"));
        AlarmTopology.internalTopics(APPLICATION).stream()
                .filter(topic -> topic.endsWith("-repartition"))
                .forEach(topics::add);
        assertThat(topics).hasSize(2);
        try (Admin admin = admin()) {
            // Before the ends are: what is written meanwhile counts as unread.
            var positions =
                    admin.listConsumerGroupOffsets(APPLICATION)
                            .partitionsToOffsetAndMetadata()
                            .get();
            return read(admin, topics, positions);
        }
    }

    /** All that was committed from these positions, or the beginnings, to the topics' ends. */
    private List<ConsumerRecord<byte[], byte[]>> read(
            Admin admin, List<String> topics, Map<TopicPartition, OffsetAndMetadata> from)
            throws Exception {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "isolation.level",
                        "read_committed");
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get().values()) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                latest.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        OffsetSpec.latest());
            }
        }
        // Those of all records: a consumer of committed ones comes there when no transaction is
        // open any more.
        var ends = admin.listOffsets(latest).all().get();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            from.forEach(
                    (partition, position) -> {
                        if (ends.containsKey(partition)) {
                            consumer.seek(partition, position.offset());
                        }
                    });
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue().offset())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
