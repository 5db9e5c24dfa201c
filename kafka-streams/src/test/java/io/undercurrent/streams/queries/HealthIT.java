package io.undercurrent.streams.queries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health follows the work: before it, at it, without any, and when it has come to a halt. */
@Tag("slow")
class HealthIT {
    private static final Wire<Event> EVENTS = new Wire<>(Event.getClassSchema());
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final List<String> RESULTS =
            List.of("scores", "anomalies", "forecasts", "dead-letters", "episodes");

    @TempDir Path folder;

    private StreamSpec spec(LocalKafka kafka, String name) {
        String text =
                QueriesIT.text(folder.resolve(name), kafka.bootstrapServers(), "127.0.0.1:0")
                        + "kafka.metadata.max.age.ms: 1000\n";
        return StreamSpec.parse(text, name + ".yaml");
    }

    private static void produce(LocalKafka kafka, int from, int partition) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = from; i < from + 10; i++) {
                Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i);
                Event event = new Event("a", time, Map.of("value", 1.0 + i));
                producer.send(
                                new ProducerRecord<>(
                                        "events",
                                        partition,
                                        "a".getBytes(UTF_8),
                                        EVENTS.encode(event)))
                        .get();
            }
        }
    }

    @Test
    void aHaltIsAProblemAndAnIdleInstanceIsNot() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"))) {
            kafka.createTopic("events", 1);
            for (String topic : RESULTS) {
                kafka.createTopic("events." + topic, 1);
            }
            try (Node one = new Node(spec(kafka, "one"));
                    Node idle = new Node(spec(kafka, "idle"))) {
                assertThat(one.get("/health").statusCode()).as("not started").isEqualTo(503);
                one.start();
                one.await("/health", "\"partitions\":[\"events-0\"],\"last_commit\":null");
                assertThat(one.get("/health").statusCode()).as("nothing to do").isEqualTo(200);
                produce(kafka, 0, 0);
                one.await("/health", "\"last_commit\":\"20");
                assertThat(one.get("/health").statusCode()).isEqualTo(200);
                idle.start();
                idle.await("/health", "\"status\":\"RUNNING\"");
                Awaitility.await("one of them has the partition")
                        .atMost(PATIENCE)
                        .until(() -> active(one) + active(idle) == 1);
                for (Node node : List.of(one, idle)) {
                    assertThat(node.get("/health").statusCode())
                            .as(node.get("/health").body())
                            .isEqualTo(200);
                }
                // The changelogs have fewer partitions now, which Kafka Streams does not mend.
                try (Admin admin =
                        Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                    admin.createPartitions(Map.of("events", NewPartitions.increaseTo(2)))
                            .all()
                            .get();
                }
                produce(kafka, 10, 1);
                Awaitility.await("a halt to be told")
                        .atMost(PATIENCE)
                        .until(() -> one.get("/health").statusCode() == 503);
                HttpResponse<String> failing = one.get("/health");
                assertThat(failing.body()).containsPattern("\"problem\":\"[a-z]");
            }
        }
    }

    /** Kafka Streams says RUNNING all the while, and waits for a topic that is gone. */
    @Test
    @Tag("nightly")
    void aCommitThatHangsIsAProblemAfterAMinute() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"))) {
            kafka.createTopic("events", 1);
            for (String topic : RESULTS) {
                kafka.createTopic("events." + topic, 1);
            }
            StreamSpec spec = spec(kafka, "one");
            String changelog = ChangelogTopics.slabs(ChangelogTopics.application(spec));
            try (Node one = new Node(spec)) {
                one.start();
                produce(kafka, 0, 0);
                one.await("/health", "\"last_commit\":\"20");
                try (Admin admin =
                        Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                    admin.deleteTopics(List.of(changelog)).all().get();
                }
                produce(kafka, 10, 0);
                Awaitility.await("the halt to be told")
                        .atMost(PATIENCE.multipliedBy(2))
                        .until(() -> one.get("/health").statusCode() == 503);
                assertThat(one.get("/health").body())
                        .containsPattern("\"problem\":\"(records wait|a stream thread)");
            }
        }
    }

    private static int active(Node node) throws Exception {
        return node.get("/health").body().contains("\"active_tasks\":1") ? 1 : 0;
    }
}
