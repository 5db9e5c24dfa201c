package io.undercurrent.stream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Sends events as JSON whose key is a field, so that Kafka Streams repartitions them, and changes
 * topics as a test needs it.
 */
public final class JsonStream {
    private final String servers;
    private final String topic;
    private final Path folder;
    private final Stream raw;

    /** Uses a topic that exists or will exist. */
    public JsonStream(String servers, String topic, Path folder) {
        this.servers = servers;
        this.topic = topic;
        this.folder = folder;
        raw = new Stream(servers, topic, folder);
    }

    /** The declaration; its output topics begin with {@code name}. */
    public StreamSpec spec(String name, int fields, String... more) {
        return StreamSpec.parse(text(name, fields, more), name + ".yaml");
    }

    /** The same declaration as the text of its file. */
    public String text(String name, int fields, String... more) {
        String values =
                IntStream.range(0, fields).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));
        return String.format(
                        Locale.ROOT,
                        """
                        source: {topic: %1$s, format: json, key: {from: field, field: id}, time: {field: at, unit: ms}, values: [%2$s], group-id: %3$s}
                        model: "bundled:tiny"
                        job.jit-warm-up: 0s
                        sink: {scores: %3$s-scores, forecasts: %3$s-forecasts, anomalies: %3$s-anomalies, dead-letters: %3$s-dead, episodes: %3$s-episodes, transactional-id-prefix: %3$s}
                        checkpoint: {folder: "%4$s", interval: 100ms}
                        streams: {http: none, state-folder: "%4$s-stores"}
                        kafka.bootstrap.servers: "%5$s"
                        """,
                        topic,
                        values,
                        name,
                        folder.resolve(name),
                        servers)
                + String.join("\n", more);
    }

    /** Sends the events {@code from} to {@code to} (exclusive) of a key, a second apart. */
    public void send(String key, int fields, int from, int to, long kafkaTime) {
        try (var producer = raw.producer(Map.of("max.request.size", "20000000"))) {
            for (int i = from; i < to; i++) {
                int n = i;
                String values =
                        IntStream.range(0, fields)
                                .mapToObj(f -> "\"v" + f + "\":" + (n * 7919 + f * 31) % 13)
                                .collect(Collectors.joining(","));
                long at = Stream.START.toEpochMilli() + 1000L * i;
                String json = "{\"id\":\"" + key + "\",\"at\":" + at + "," + values + "}";
                // Whether it arrived shows in the counts that every test asserts.
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        topic, null, kafkaTime, null, json.getBytes(UTF_8)));
            }
        }
    }

    /** Creates a topic with the given settings. */
    public void create(String name, Map<String, String> settings) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
    }

    /** Deletes a topic, and waits until it is gone. */
    public void delete(String name) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(name)).all().get();
            Patience.await(
                    name + " to be gone", () -> !admin.listTopics().names().get().contains(name));
        }
    }

    /** Changes a topic's setting. */
    public void set(String name, String setting, String value) throws Exception {
        try (Admin admin = admin()) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            var change =
                    new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
        }
    }

    /** A topic's setting as the brokers have it. */
    public String setting(String name, String setting) throws Exception {
        try (Admin admin = admin()) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(setting)
                    .value();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers));
    }

    /** Committed records of a topic, once there are {@code atLeast} or the time is up. */
    public List<ConsumerRecord<byte[], byte[]>> committed(int atLeast, String name) {
        return raw.committed(atLeast, name);
    }

    /** Waits until {@code events} events have a score or a dead letter. */
    public void await(StreamSpec spec, int events, java.util.function.Supplier<String> story) {
        try (CommittedCount count = new CommittedCount(raw, spec)) {
            count.await(events, story);
        }
    }

    /** The dead letters so far. */
    public List<DeadLetter> letters(StreamSpec spec, int atLeast) throws IOException {
        Wire<DeadLetter> wire = new Wire<>(DeadLetter.getClassSchema());
        List<DeadLetter> letters = new ArrayList<>();
        for (var record : committed(atLeast, spec.sink().deadLetters())) {
            letters.add(wire.decode(record.value()));
        }
        return letters;
    }
}
