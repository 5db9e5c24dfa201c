package io.undercurrent.job.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.UndercurrentJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.value.Address;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.metrics.MetricsServer;
import io.undercurrent.stream.metrics.Sample;
import io.undercurrent.stream.metrics.Series;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Patience;
import io.undercurrent.stream.trial.Stream;
import io.undercurrent.testing.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job's metrics as Prometheus gets them, from Flink's own reporter and from ours. */
@Tag("slow")
class ScrapeIT {
    private static final int EVENTS = 150;
    private static final List<String> KEYS = List.of("a", "b", "c");

    @TempDir Path folder;
    private int scores;

    @Test
    void everyMetricIsScrapedWithItsLabelsAndCountsWhatWentIn() throws Exception {
        int port = FreePort.find();
        try (LocalKafka kafka =
                        LocalKafka.in(folder.resolve("kafka"))
                                .setting("log.retention.ms", "-1")
                                .start();
                MetricsServer server =
                        MetricsServer.listen(
                                "a test",
                                new Address("127.0.0.1", 0),
                                List.of(),
                                Optional::empty)) {
            Stream stream = new Stream(kafka, "scraped", 2, folder);
            StreamSpec spec =
                    stream.spec(
                            "scraped",
                            "model: \"bundled:tiny\"",
                            "job: {state-backend: rocksdb, parallelism: 2, jit-warm-up: 0s}",
                            "source.late: dead-letter");
            new BrokerChecks(spec).check();
            send(stream);
            try (MiniCluster cluster = start(spec, port, server)) {
                String flinks = "http://127.0.0.1:" + port + "/metrics";
                Patience.await(
                        "all scores to be committed",
                        () ->
                                total(
                                                scrape(flinks),
                                                "undercurrent_committed_latency_seconds_count")
                                        == scores);
                List<Sample> theirs = scrape(flinks);
                check(theirs);
                compare(theirs, scrape(server.url().orElseThrow()));
            }
        }
    }

    /** Events with the present time as their records' timestamp, and some that are none. */
    private void send(Stream stream) throws Exception {
        Wire<Event> wire = new Wire<>(Event.getClassSchema());
        try (var producer = stream.producer(Map.of())) {
            for (int i = 0; i < EVENTS; i++) {
                for (String key : KEYS) {
                    boolean broken = i % 50 == 49;
                    byte[] value =
                            broken ? new byte[] {1, 2, 3} : wire.encode(Stream.event(key, i));
                    scores += broken ? 0 : 1;
                    send(producer, key, value);
                }
            }
            byte[] late = wire.encode(Stream.event("a", 10));
            send(producer, "a", late);
            send(producer, "b", null);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String key, byte[] value) {
        // The outcome shows in the counts.
        var unused = producer.send(new ProducerRecord<>("scraped", key.getBytes(UTF_8), value));
    }

    private static MiniCluster start(StreamSpec spec, int port, MetricsServer server)
            throws Exception {
        Configuration configuration = UndercurrentJob.configuration(spec);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        configuration.setString(
                "metrics.reporter.prom.factory.class",
                "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        configuration.setString("metrics.reporter.prom.port", String.valueOf(port));
        configuration.setString("metrics.reporter.prom.filterLabelValueCharacters", "false");
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
        UndercurrentJob.build(env, ResolvedStream.of(spec));
        MiniCluster cluster =
                new MeteredMiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(2)
                                .build(),
                        false,
                        server);
        cluster.start();
        cluster.submitJob(env.getStreamGraph().getJobGraph()).get();
        return cluster;
    }

    private void check(List<Sample> scraped) {
        for (StreamMetric metric : StreamMetric.values()) {
            if (metric.shown() == StreamMetric.Shown.ALWAYS
                    || metric.shown() == StreamMetric.Shown.WITH_CACHE) {
                metric.series().forEach(series -> checkLabels(series, scraped));
            }
        }
        int broken = EVENTS / 50 * KEYS.size();
        assertThat(total(scraped, "undercurrent_events_total")).isEqualTo(EVENTS * KEYS.size() + 2);
        assertThat(total(scraped, "undercurrent_scores_total")).isEqualTo(scores);
        Map<String, Double> dead = by(scraped, "undercurrent_reason_dead_letters_total", "reason");
        Map<String, Double> expected = new HashMap<>();
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            expected.put(reason.toString(), 0.0);
        }
        expected.put("UNDECODABLE", (double) broken);
        expected.put("LATE", 1.0);
        expected.put("TOMBSTONE", 1.0);
        assertThat(dead).isEqualTo(expected);
        assertThat(total(scraped, "undercurrent_cache_hits_total"))
                .isEqualTo(total(scraped, "undercurrent_scores_total") + 1 - KEYS.size());
        assertThat(total(scraped, "undercurrent_cache_key_states")).isEqualTo(KEYS.size());
        double judged = total(scraped, "undercurrent_band_values_total");
        assertThat(judged).isEqualTo(scores - 40 * KEYS.size()); // after the warm-up
        assertThat(total(scraped, "undercurrent_band_values_inside_total"))
                .isEqualTo(judged - total(scraped, "undercurrent_anomalies_total"));
        assertThat(total(scraped, "undercurrent_scorer_seconds_total")).isPositive();
        assertThat(total(scraped, "undercurrent_model_version_model_info")).isEqualTo(2);
        checkBuckets(scraped, "scored_latency_seconds");
        checkBuckets(scraped, "committed_latency_seconds");
    }

    private static void checkLabels(Series series, List<Sample> scraped) {
        List<Sample> found = named(scraped, series.flinkName());
        assertThat(found).as(series.flinkName()).isNotEmpty();
        for (Sample sample : found) {
            assertThat(sample.labels().keySet()).containsAll(series.labels().keySet());
            assertThat(sample.labels()).containsEntry("operator_name", "score");
        }
        assertThat(found.stream().map(sample -> sample.labels().get("subtask_index")))
                .contains("0", "1");
    }

    /** What histogram_quantile needs: rising counts by a bound that is a number, up to Inf. */
    private void checkBuckets(List<Sample> scraped, String id) {
        Map<String, Double> counts = by(scraped, "undercurrent_le_" + id + "_bucket", "le");
        List<Double> rising =
                counts.entrySet().stream()
                        .sorted(
                                Comparator.comparingDouble(
                                        bucket -> Sample.number(bucket.getKey())))
                        .map(Map.Entry::getValue)
                        .toList();
        assertThat(rising).hasSizeGreaterThan(10).isSorted().last().isEqualTo((double) scores);
        assertThat(counts).containsEntry("+Inf", (double) scores);
        assertThat(total(scraped, "undercurrent_" + id + "_count")).isEqualTo(scores);
        assertThat(total(scraped, "undercurrent_" + id + "_sum")).isPositive();
    }

    /** Ours shows the same under the registry's names, but for what changes between scrapes. */
    private static void compare(List<Sample> theirs, List<Sample> ours) {
        Set<StreamMetric> changing =
                Set.of(
                        StreamMetric.EVENT_TIME_LAG,
                        StreamMetric.WRITTEN_PER_CHECKPOINT,
                        StreamMetric.WRITTEN_PER_EVENT,
                        StreamMetric.FLUSH_BYTES,
                        StreamMetric.FLUSH_SECONDS,
                        StreamMetric.CACHE_HIT_RATIO);
        Map<String, Double> own = new HashMap<>();
        ours.forEach(sample -> own.put(place(sample), sample.value()));
        for (Sample sample : theirs) {
            Optional<Series> series = Series.named(sample.name());
            assertThat(series.isPresent())
                    .as(sample.name())
                    .isEqualTo(sample.name().contains("_undercurrent_"));
            if (series.isEmpty()) {
                continue;
            }
            Sample renamed =
                    new Sample(series.get().prometheusName(), sample.labels(), sample.value());
            assertThat(own).as("ours").containsKey(place(renamed));
            if (!changing.contains(series.get().metric())) {
                assertThat(own).containsEntry(place(renamed), sample.value());
            }
        }
        assertThat(named(ours, "flink_taskmanager_job_task_numRecordsIn"))
                .hasSameSizeAs(named(theirs, "flink_taskmanager_job_task_numRecordsIn"))
                .isNotEmpty();
    }

    private static String place(Sample sample) {
        return sample.name()
                + sample.labels().entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .map(text -> text.replaceAll("[^a-zA-Z0-9:_=]", "_"))
                        .sorted()
                        .toList();
    }

    private static List<Sample> named(List<Sample> scraped, String name) {
        return scraped.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    private static double total(List<Sample> scraped, String name) {
        return named(scraped, "flink_taskmanager_job_task_operator_" + name).stream()
                .mapToDouble(Sample::value)
                .sum();
    }

    private static Map<String, Double> by(List<Sample> scraped, String name, String label) {
        return named(scraped, "flink_taskmanager_job_task_operator_" + name).stream()
                .collect(
                        Collectors.groupingBy(
                                sample -> sample.labels().get(label),
                                Collectors.summingDouble(Sample::value)));
    }

    private static List<Sample> scrape(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return Sample.parse(
                HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    }
}
