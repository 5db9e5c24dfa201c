package io.undercurrent.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.undercurrent.stream.metrics.Series;
import io.undercurrent.stream.metrics.StreamMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be said of the dashboards without a Grafana; ComposeIT runs their queries. */
class DashboardsTest {
    @Test
    void everyPanelAsksTheProvisionedSource() throws IOException {
        Path provisioned = Checkout.file("deploy/grafana/provisioning/datasources/prometheus.yaml");
        JsonNode source = Checkout.yaml(provisioned).get(0).path("datasources").path(0);
        Set<String> boards = new TreeSet<>();
        for (Path file : Checkout.files("deploy/grafana/dashboards", ".json")) {
            JsonNode board = Checkout.json(file);
            assertThat(boards.add(board.path("uid").asText())).isTrue();
            Set<Integer> ids = new TreeSet<>();
            for (JsonNode panel : board.path("panels")) {
                assertThat(ids.add(panel.path("id").asInt())).as("%s %s", file, panel).isTrue();
                assertThat(panel.path("title").asText()).isNotBlank();
                assertThat(panel.path("targets")).isNotEmpty();
                for (JsonNode target : panel.path("targets")) {
                    assertThat(target.at("/datasource/uid").asText())
                            .isEqualTo(source.path("uid").asText());
                    assertThat(target.path("expr").asText()).isNotBlank();
                }
            }
        }
        assertThat(boards).hasSize(2);
    }

    @Test
    void everyMetricOfOursThatAPanelNamesIsOneOfTheRegistry() throws IOException {
        Set<StreamMetric> asked = EnumSet.noneOf(StreamMetric.class);
        for (Path file : Checkout.files("deploy/grafana/dashboards", ".json")) {
            var name = Pattern.compile("undercurrent_[a-z_]+").matcher(Files.readString(file));
            while (name.find()) {
                var series = Series.named(name.group());
                assertThat(series).as("%s: %s", file, name.group()).isPresent();
                asked.add(series.get().metric());
            }
        }
        assertThat(asked).hasSizeGreaterThan(30);
    }

    @Test
    void prometheusTakesFlinksScopeOffAsTheReferencePageSays() throws IOException {
        JsonNode rule =
                Checkout.yaml(Checkout.file("deploy/prometheus/prometheus.yml"))
                        .get(0)
                        .at("/scrape_configs/1/metric_relabel_configs/0");
        assertThat(rule.path("regex").asText()).isEqualTo(Series.FLINK_RULE);
        assertThat(rule.path("target_label").asText()).isEqualTo("__name__");
        assertThat(rule.path("replacement").asText()).isEqualTo("undercurrent_$1");
    }

    @Test
    void theDashboardsLieWhereTheProviderLooks() throws IOException {
        Path provider = Checkout.file("deploy/grafana/provisioning/dashboards/undercurrent.yaml");
        String path = Checkout.yaml(provider).get(0).at("/providers/0/options/path").asText();
        String compose = Files.readString(Checkout.file("docker-compose.yml"));
        assertThat(compose).contains("./deploy/grafana/dashboards:" + path + ":ro");
    }
}
