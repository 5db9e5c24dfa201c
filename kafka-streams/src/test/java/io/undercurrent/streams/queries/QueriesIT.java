package io.undercurrent.streams.queries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of an application, asked over HTTP. */
class QueriesIT {
    private static final int KEYS = 8;
    private static final int EVENTS = 260;
    private static final int PARTITIONS = 2;
    private static final String LAST = "\"time\":\"2026-01-01T00:04:19Z\"";

    private static final List<String> RESULTS =
            List.of("scores", "anomalies", "forecasts", "dead-letters", "episodes");

    @TempDir Path folder;

    @Test
    void anyInstanceAnswersForAllOfThem() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"))) {
            kafka.createTopic("events", PARTITIONS);
            for (String topic : RESULTS) {
                kafka.createTopic("events." + topic, 1);
            }
            produce(kafka);
            try (Node one = new Node(folder.resolve("one"), kafka.bootstrapServers());
                    Node two = new Node(folder.resolve("two"), kafka.bootstrapServers())) {
                one.start();
                two.start();
                one.await("/health", "\"active_tasks\":1");
                two.await("/health", "\"active_tasks\":1,\"standby_tasks\":1");
                two.await("/keys/odd", "\"events\":" + EVENTS);
                ask(one, two);
                goOnWithoutOne(one, two);
                limits(one);
            }
        }
    }

    private void ask(Node one, Node two) throws Exception {
        for (Node node : List.of(one, two)) {
            node.await("/health", "\"last_commit\":\"20");
            assertThat(node.get("/health").statusCode()).isEqualTo(200);
            assertThat(node.get("/health").body())
                    .containsPattern("\"partitions\":\\[\"events-[01]\"]")
                    .endsWith("\"problem\":null}");
        }
        for (int k = 0; k < KEYS; k++) {
            // The parts are written one after the other.
            one.await("/keys/" + key(k) + "/state", "\"events\":" + EVENTS);
            one.await("/keys/" + key(k) + "/score", LAST);
            one.await("/keys/" + key(k) + "/forecast", LAST);
            assertThat(two.get("/keys/" + key(k)).body())
                    .as("the same from whichever is asked")
                    .isEqualTo(one.get("/keys/" + key(k)).body())
                    .contains("\"newest_event\":\"2026-01-01T00:04:19Z", "\"model_id\":\"tiny@")
                    .contains("\"times\":[\"2026-01-01T00:04:20");
        }
        assertThat(holders(one)).containsExactlyInAnyOrder(one.address(), two.address());
        assertThat(one.get("/keys/odd").body()).contains("\"events\":" + EVENTS);
        assertThat(two.get("/keys/odd").body()).contains("\"events\":" + EVENTS);
        assertThat(one.get("/keys/nobody").statusCode()).isEqualTo(404);
        one.await("/keys/" + key(0) + "/alarm", "\"severity\":\"CRITICAL\"");
        assertThat(one.get("/keys/" + key(0) + "/alarm").body())
                .contains("\"value\":1000000.0", "\"alarms\":1");
        assertThat(one.get("/keys/" + key(1) + "/alarm").body()).endsWith("\"alarm\":null}");

        KeyPage first = KeyPage.parse(one.get("/keys?limit=5").body().getBytes(UTF_8));
        assertThat(first.rows().get(0).key()).isEqualTo("key/0");
        assertThat(first.rows().get(0).open().alarms()).isEqualTo(1);
        assertThat(first.rows()).hasSize(5);
        String all = two.get("/keys").body();
        assertThat(all).endsWith("\"next\":null,\"incomplete\":[]}");
        KeyPage whole = KeyPage.parse(all.getBytes(UTF_8));
        assertThat(whole.rows()).hasSize(KEYS + 1);
        String token = PageToken.of(first.rows().get(4).rank());
        KeyPage rest = KeyPage.parse(two.get("/keys?after=" + token).body().getBytes(UTF_8));
        assertThat(rest.rows()).isEqualTo(whole.rows().subList(5, KEYS + 1));
    }

    private void goOnWithoutOne(Node one, Node two) throws Exception {
        String elsewhere = null;
        for (int k = 0; k < KEYS; k++) {
            if (one.get("/keys/" + key(k)).body().contains(two.address())) {
                elsewhere = "/keys/" + key(k) + "/score";
            }
        }
        two.queries.close();
        one.await(elsewhere, "\"stale\":true");
        assertThat(one.get(elsewhere).body()).contains("\"instance\":\"" + one.address());
        assertThat(one.get("/keys").body()).endsWith("\"incomplete\":[\"" + two.address() + "\"]}");
        two.close();
        one.await("/keys", "\"incomplete\":[]");
        one.await("/health", "\"status\":\"RUNNING\"");
        one.await(elsewhere, "\"key\"");
        assertThat(one.get(elsewhere).body())
                .contains("\"instance\":\"" + one.address())
                .doesNotContain("stale");
        assertThat(holders(one)).containsExactly(one.address());
    }

    private void limits(Node one) throws Exception {
        String text = text(folder.resolve("three"), "nowhere:1", "127.0.0.1:0");
        StreamSpec slow = StreamSpec.parse(text + "streams.http-rate: 1", "slow.yaml");
        try (Queries queries = Queries.listen(slow)) {
            queries.answer(one.run.streams(), one.model, one.watch::now);
            String address = queries.address().orElseThrow();
            int refused = 0;
            for (int i = 0; i < 20; i++) {
                int status = Node.get(address, "/keys/" + key(0) + "/score").statusCode();
                assertThat(status).isIn(200, 429);
                refused += status == 429 ? 1 : 0;
            }
            assertThat(refused).isPositive();
            assertThat(Node.get(address, "/health").statusCode()).isEqualTo(200);
        }
        one.run.close();
        assertThat(one.get("/health").statusCode()).isEqualTo(503);
        assertThat(one.get("/health").body()).contains("NOT_RUNNING");
        assertThat(one.get("/keys").statusCode()).isEqualTo(503);
    }

    private static List<String> holders(Node node) throws Exception {
        Pattern instance = Pattern.compile("\"instance\":\"([^\"]+)\"");
        java.util.Set<String> found = new java.util.TreeSet<>();
        for (int k = 0; k < KEYS; k++) {
            Matcher matcher = instance.matcher(node.get("/keys/" + key(k) + "/score").body());
            if (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        return List.copyOf(found);
    }

    private static String key(int k) {
        return "key%2F" + k;
    }

    /** Ordinary events, an alarm at the end of the first key, and a key on the wrong partition. */
    private static void produce(LocalKafka kafka) throws Exception {
        Wire<Event> events = new Wire<>(Event.getClassSchema());
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        List<Future<?>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            byte[] odd = "odd".getBytes(UTF_8);
            int usual = BuiltInPartitioner.partitionForKey(odd, PARTITIONS);
            for (int i = 0; i < EVENTS; i++) {
                for (int k = 0; k < KEYS; k++) {
                    double value = i == EVENTS - 1 && k == 0 ? 1e6 : Math.sin(i * 0.7 + k);
                    Event event =
                            new Event("key/" + k, start.plusSeconds(i), Map.of("value", value));
                    byte[] key = event.getKey().getBytes(UTF_8);
                    sent.add(
                            producer.send(
                                    new ProducerRecord<>("events", key, events.encode(event))));
                }
                Event event = new Event("odd", start.plusSeconds(i), Map.of("value", 1.0));
                sent.add(
                        producer.send(
                                new ProducerRecord<>(
                                        "events",
                                        (usual + 1) % PARTITIONS,
                                        odd,
                                        events.encode(event))));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }

    static StreamSpec spec(Path folder, String brokers, String http) {
        return StreamSpec.parse(text(folder, brokers, http), "queries.yaml");
    }

    static String text(Path folder, String brokers, String http) {
        return String.format(
                Locale.ROOT,
                """
                source.topic: events
                source.values: [value]
                forecast.horizon: 4
                forecast.every: 5
                alarm.warmup: 128
                model: "bundled:tiny"
                job.jit-warm-up: 0s
                checkpoint.folder: "%s"
                checkpoint.interval: 200ms
                streams.standby-replicas: 1
                streams.http: "%s"
                kafka.bootstrap.servers: "%s"
                """,
                folder,
                http,
                brokers);
    }
}
