package io.undercurrent.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "metrics.md");

    @Test
    void thePageIsWhatTheRegistrySays() throws Exception {
        String page = MetricsPage.render();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as(
                        "docs/reference/metrics.md; regenerate it: mvn -pl stream-core -am test"
                                + " -Dtest=MetricsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dupdate.docs=true")
                .isEqualTo(page);
    }

    @Test
    void everyMetricHasItsOwnIdAndLabelAndASentence() {
        assertThat(Arrays.stream(StreamMetric.values()).map(StreamMetric::id))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(StreamMetric.values()).map(StreamMetric::label))
                .doesNotHaveDuplicates();
        for (StreamMetric metric : StreamMetric.values()) {
            assertThat(metric.id()).matches("[a-z]+(_[a-z]+)*");
            assertThat(metric.sentence()).endsWith(".");
            assertThat(metric.label()).hasSizeLessThanOrEqualTo(24);
        }
    }

    @Test
    void namesFollowPrometheusConventions() {
        for (StreamMetric metric : StreamMetric.values()) {
            String id = metric.id();
            boolean isCounter = metric.kind() == StreamMetric.Kind.COUNTER;
            assertThat(id.endsWith("_total")).as(id).isEqualTo(isCounter);
            String base = id.replaceFirst("_total$", "");
            for (String unit : new String[] {"seconds", "bytes", "ratio"}) {
                assertThat(base.endsWith("_" + unit)).as(id).isEqualTo(metric.unit().equals(unit));
            }
            assertThat(base).doesNotContain("millis", "micros", "nanos");
            if (metric.kind() == StreamMetric.Kind.HISTOGRAM) {
                assertThat(id).endsWith("_seconds");
            }
        }
    }

    @Test
    void aScrapedNameIsFoundWhoeverWroteItAndTheRuleMakesThemOne() {
        for (StreamMetric metric : StreamMetric.values()) {
            for (Series series : metric.series()) {
                assertThat(Series.named(series.prometheusName())).contains(series);
                assertThat(Series.named(series.flinkName())).contains(series);
                if (metric.shown() != StreamMetric.Shown.OBSERVED
                        && metric.shown() != StreamMetric.Shown.RUN) {
                    assertThat(
                                    series.flinkName()
                                            .replaceFirst(
                                                    "^" + Series.FLINK_RULE + "$",
                                                    "undercurrent_$1"))
                            .isEqualTo(series.prometheusName());
                }
            }
        }
        assertThat(Series.named("undercurrent_unknown")).isEmpty();
        assertThat(Series.named("not_undercurrent_scores_total")).isEmpty();
    }
}
