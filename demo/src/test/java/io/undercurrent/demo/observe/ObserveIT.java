package io.undercurrent.demo.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.Cli;
import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.value.Address;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.metrics.MetricsServer;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a made-up fleet through a job to what Prometheus reads. */
@Tag("slow")
class ObserveIT {
    private static final int EVENTS = 4200;
    private static final int BAD = 2;
    private static final Pattern URL = Pattern.compile("http://[^/]+/metrics");

    private final HttpClient http = HttpClient.newHttpClient();
    private String url;

    @Test
    void aFleetsScoresBadRecordsAndAlarmQualityAreServed(@TempDir Path folder) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"))) {
            kafka.createTopic("pumps", 2);
            String text =
                    String.format(
                            Locale.ROOT,
                            """
                    source.topic: pumps
                    source.format: json
                    source.time: {field: at, unit: iso}
                    source.values: [temperature, hydraulics.pressure]
                    model: bundled:tiny
                    alarm.warmup: 40
                    forecast.horizon: 4
                    checkpoint: {folder: "%s", interval: 200ms}
                    kafka.bootstrap.servers: "%s"
                    """,
                            folder.resolve("state"),
                            kafka.bootstrapServers());
            String yaml = Files.writeString(folder.resolve("s.yaml"), text).toString();
            StreamSpec spec = StreamSpec.parse(text, "s.yaml");
            try (Child observe =
                            Child.start(
                                    folder,
                                    "observe",
                                    yaml,
                                    "--http",
                                    "127.0.0.1:0",
                                    "--grace",
                                    "500ms",
                                    "--episode-gap",
                                    "500ms",
                                    "--max-keys",
                                    "3");
                    MetricsServer metrics =
                            MetricsServer.listen(
                                    "a test",
                                    new Address("127.0.0.1", 0),
                                    List.of(),
                                    Optional::empty);
                    EmbeddedJob job = start(spec, metrics)) {
                Matcher found = URL.matcher(observe.awaitLine("observing "));
                assertThat(found.find()).isTrue();
                url = found.group();
                assertThat(get("/health")).isEqualTo("200 ok\n");
                assertThat(get("/")).startsWith("404 ");
                assertThat(metrics()).doesNotContainKeys("undercurrent_recall_ratio", "x NaN");
                generate(folder, yaml);
                Patience.await("all results", () -> complete(metrics()));
                check(metrics());
                checkStat(metrics.url().orElseThrow());
                observe.awaitLine("more than 3 keys");
                job.cancel();
                observe.terminate();
                assertThat(observe.status()).as(observe.output()).isZero();
            }
        }
    }

    private static EmbeddedJob start(StreamSpec spec, MetricsServer metrics) throws Exception {
        new BrokerChecks(spec).check();
        return EmbeddedJob.start(
                ResolvedStream.of(spec), Optional.empty(), RecoveryClaimMode.CLAIM, false, metrics);
    }

    private static void generate(Path folder, String yaml) throws Exception {
        try (Child bad = Child.start(folder, "generate", yaml, "--bad", String.valueOf(BAD));
                Child fleet =
                        Child.start(
                                folder,
                                "generate",
                                yaml,
                                "--keys",
                                "4",
                                "--rate",
                                "600",
                                "--events",
                                String.valueOf(EVENTS),
                                "--calm",
                                "2s",
                                "--disturb-every",
                                "500ms",
                                "--disturb-for",
                                "100ms..300ms")) {
            assertThat(bad.status()).as(bad.output()).isZero();
            assertThat(bad.awaitLine("UNDECODABLE")).endsWith(" " + BAD);
            assertThat(fleet.status()).as(fleet.output()).isZero();
            fleet.awaitLine(EVENTS + " events written to pumps");
        }
    }

    private static boolean complete(Map<String, Double> metrics) {
        double dead =
                metrics.entrySet().stream()
                        .filter(
                                e ->
                                        e.getKey()
                                                .startsWith(
                                                        "undercurrent_observed_dead_letters_total"))
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
        return metrics.getOrDefault("undercurrent_observed_scores_total", 0.0) >= EVENTS + 1
                && dead >= 11 * BAD
                && metrics.getOrDefault("undercurrent_disturbances_total", 0.0) >= 5
                && metrics.containsKey("undercurrent_precision_ratio");
    }

    private static void check(Map<String, Double> metrics) {
        assertThat(metrics.get("undercurrent_observed_scores_total")).isEqualTo(EVENTS + 1);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            double expected = reason == DeadLetterReason.UNKNOWN_SCHEMA ? 0 : BAD;
            assertThat(metrics)
                    .containsEntry(
                            String.format(
                                    Locale.ROOT,
                                    "undercurrent_observed_dead_letters_total{reason=\"%s\"}",
                                    reason),
                            expected);
        }
        double judged = metrics.get("undercurrent_disturbances_total");
        double detected = metrics.get("undercurrent_disturbances_detected_total");
        double episodes = metrics.get("undercurrent_alarm_episodes_total");
        double wrong = metrics.get("undercurrent_false_alarms_total");
        // Disturbances of 15 to 20 times the noise: a job that finds next to none is broken.
        assertThat(detected).isBetween(judged / 4, judged);
        assertThat(metrics.get("undercurrent_recall_ratio")).isEqualTo(detected / judged);
        assertThat(metrics.get("undercurrent_precision_ratio"))
                .isEqualTo((episodes - wrong) / episodes);
        assertThat(metrics.get("undercurrent_precision_ratio")).isGreaterThan(0.25);
        assertThat(metrics.get("undercurrent_detection_seconds_count")).isEqualTo(detected);
        assertThat(metrics.get("undercurrent_observed_latency_seconds_count"))
                .isEqualTo(EVENTS + 1);
        assertThat(metrics.get("undercurrent_observed_latency_seconds_bucket{le=\"+Inf\"}"))
                .isEqualTo(EVENTS + 1);
        assertThat(metrics.keySet())
                .anyMatch(k -> k.startsWith("undercurrent_observed_model_info{model=\"tiny\""));
        // Of five keys three have gauges, each of two fields; the bad records' key, which may be
        // one
        // of them, has but one event, before which nothing was expected.
        assertThat(metrics.keySet())
                .filteredOn(k -> k.startsWith("undercurrent_value{"))
                .hasSize(6);
        for (String name : new String[] {"expected", "lower", "upper"}) {
            assertThat(metrics.keySet())
                    .filteredOn(k -> k.startsWith("undercurrent_" + name + "{"))
                    .hasSizeBetween(4, 6);
        }
        assertThat(metrics.keySet())
                .filteredOn(k -> k.startsWith("undercurrent_score{"))
                .hasSize(3);
    }

    /** The job's own metrics, which {@code stat} reads, count the same. */
    private static void checkStat(String url) {
        Cli stat = Cli.run("", "stat", "--once", url);
        int dead = (DeadLetterReason.values().length - 1) * BAD;
        assertThat(stat.out())
                .as(stat.err())
                .contains("scoring instance")
                .containsPattern(
                        String.format(Locale.ROOT, "events +0/s, %,d in all", EVENTS + 1 + dead))
                .containsPattern(String.format(Locale.ROOT, "dead letters +%d: ", dead))
                .containsPattern(String.format(Locale.ROOT, "\\b%d UNDECODABLE", BAD))
                .containsPattern("model +tiny@[0-9a-f]{12}");
    }

    private Map<String, Double> metrics() throws Exception {
        Map<String, Double> metrics = new HashMap<>();
        String text = get("/metrics");
        assertThat(text).startsWith("200 ");
        text.substring(4)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(
                        line -> {
                            int blank = line.lastIndexOf(' ');
                            metrics.put(
                                    line.substring(0, blank),
                                    Double.valueOf(line.substring(blank + 1)));
                        });
        return metrics;
    }

    private String get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url.replace("/metrics", path))).build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
