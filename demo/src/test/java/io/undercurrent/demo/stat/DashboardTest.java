package io.undercurrent.demo.stat;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.demo.view.Figure;
import io.undercurrent.stream.metrics.Sample;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final String FLINK = "flink_taskmanager_job_task_operator_undercurrent_";
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private final Dashboard dashboard = new Dashboard();

    /** An instance that has scored so many events, each in 2 ms, half of them within 10 ms. */
    private static String instance(String prefix, String labels, int scores) {
        String all =
                String.format(
                        Locale.ROOT,
                        """
                P_events_total{L} %1$d
                P_scores_total{L} %1$d
                P_scorer_seconds_total{L} %3$s
                P_scorer_calls_total{L} %1$d
                P_R_dead_letters_total{reason="LATE",L} 3
                P_R_dead_letters_total{reason="TOMBSTONE",L} 0
                P_E_scored_latency_seconds_bucket{le="0.005",L} 0
                P_E_scored_latency_seconds_bucket{le="0.01",L} %2$d
                P_E_scored_latency_seconds_bucket{le="+Inf",L} %1$d
                P_cache_hits_total{L} %2$d
                P_cache_misses_total{L} %2$d
                P_cache_key_states{L} 5
                P_cache_hit_ratio{L} 0.9
                P_step_seconds{L} 7
                P_batch_events{L} 7
                P_key_state_bytes{L} 37840
                P_band_coverage_ratio{L} NaN
                P_event_time_lag_seconds{L} %3$s
                P_M_model_info{model="universal",version="18ab",L} 1
                flink_jobmanager_job_events_total 99
                something_else 7
                """,
                        scores,
                        scores / 2,
                        scores / 1e3);
        boolean isFlink = prefix.equals(FLINK);
        return all.replace("P_R_", prefix + (isFlink ? "reason_" : ""))
                .replace("P_E_", prefix + (isFlink ? "le_" : ""))
                .replace("P_M_", prefix + (isFlink ? "model_version_" : ""))
                .replace("P_", prefix)
                .replace("L}", labels + "}");
    }

    private static List<Reading> ours(String... texts) {
        return Reading.of(Sample.parse(String.join("", texts)));
    }

    private String figure(String name) {
        return dashboard.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .map(Figure::value)
                .findFirst()
                .orElseThrow();
    }

    private static String flink(int subtask, int scores) {
        return instance(FLINK, "subtask_index=\"" + subtask + "\"", scores);
    }

    @Test
    void bothRuntimesAndAllInstancesAreAddedUp() {
        dashboard.add(
                List.of(
                        ours(flink(0, 100), flink(1, 200)),
                        ours(instance("undercurrent_", "task_id=\"0_0\"", 400))),
                0);
        dashboard.add(
                List.of(
                        ours(flink(0, 150), flink(1, 250)),
                        ours(instance("undercurrent_", "task_id=\"0_0\"", 500))),
                2 * SECOND);
        assertThat(dashboard.instances()).isEqualTo(3);
        assertThat(figure("events")).isEqualTo("100/s, 900 in all");
        assertThat(figure("dead letters")).isEqualTo("9: 9 LATE");
        assertThat(figure("step time")).isEqualTo("1.00 ms");
        assertThat(figure("batch size")).isEqualTo("1.00");
        assertThat(figure("hit rate")).isEqualTo("50.00 %");
        assertThat(figure("keys in memory")).isEqualTo("15");
        assertThat(figure("key state")).isEqualTo("37,840 bytes");
        assertThat(figure("event-time lag")).isEqualTo("500 ms");
        assertThat(figure("coverage")).isEqualTo("-");
        assertThat(figure("model")).isEqualTo("universal@18ab");
        assertThat(figure("latency until scored")).isEqualTo("p50 10.0 ms, p99 beyond 30 min");
        assertThat(figure("latency until committed")).isEqualTo("p50 -, p99 -");
    }

    @Test
    void aRestartCountsFromNothingAndAnAbsenceNotAtAll() {
        dashboard.add(Arrays.asList(ours(flink(0, 100)), ours(flink(0, 50))), 0);
        dashboard.add(Arrays.asList(ours(flink(0, 10)), null), SECOND);
        assertThat(figure("scores")).isEqualTo("10.0/s, 160 in all");
        dashboard.add(Arrays.asList(ours(flink(0, 10)), ours(flink(0, 70))), 2 * SECOND);
        assertThat(figure("scores")).isEqualTo("20.0/s, 180 in all");
    }

    @Test
    void aHistoryGrowsByAScrape() {
        for (int i = 0; i < 3; i++) {
            dashboard.add(List.of(ours(flink(0, 100 * i))), i * SECOND);
            List<Double> history = dashboard.figures().get(1).history();
            assertThat(history).hasSize(i + 1).last().isEqualTo(i == 0 ? Double.NaN : 100.0);
        }
    }

    @Test
    void quantilesLieWithinTheirBuckets() {
        Buckets buckets = new Buckets();
        assertThat(buckets.quantile(0.5)).isNaN();
        buckets.add("10", 0);
        buckets.add("20", 50);
        buckets.add("100", 100);
        buckets.add("Inf", 100);
        assertThat(buckets.quantile(0.25)).isEqualTo(15);
        assertThat(buckets.quantile(0.5)).isEqualTo(20);
        assertThat(buckets.quantile(0.75)).isEqualTo(60);
        assertThat(buckets.quantile(1)).isEqualTo(100);
    }

    @Test
    void unitsAreThoseThatPeopleRead() {
        List<String> texts =
                Stream.of(0.0, 0.4, 35.0, 999.0, 1500.0, 180_000.0, 36_000_000.0, 2e8, -5000.0)
                        .map(millis -> Units.seconds(millis / 1e3))
                        .toList();
        assertThat(texts)
                .containsExactly(
                        "0 us",
                        "400 us",
                        "35.0 ms",
                        "999 ms",
                        "1.50 s",
                        "3.00 min",
                        "10.0 h",
                        "2.31 days",
                        "-5.00 s");
        assertThat(Units.number(Double.NaN)).isEqualTo("-");
        assertThat(Units.count(1234567)).isEqualTo("1,234,567");
    }
}
