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
            assertThat(metric.id()).matches("[a-z][A-Za-z]*");
            assertThat(metric.sentence()).endsWith(".");
            assertThat(metric.label()).hasSizeLessThanOrEqualTo(24);
        }
    }
}
