package io.undercurrent.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.undercurrent.stream.metrics.StreamMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be said of the dashboards without a Grafana; ComposeIT runs their queries. */
class DashboardsTest {
    private static final Pattern NAME =
            Pattern.compile("operator_undercurrent_(?:[a-z]+_)*([a-z][A-Za-z]+[A-Z]?[A-Za-z]*)");

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
        Set<String> known = new TreeSet<>();
        for (StreamMetric metric : StreamMetric.values()) {
            known.add(metric.id());
        }
        JsonNode board = Checkout.json(Checkout.file("deploy/grafana/dashboards/job.json"));
        for (JsonNode target : board.findValues("expr")) {
            String query = target.asText();
            Set<String> asked = new TreeSet<>();
            Matcher name = NAME.matcher(query);
            while (name.find()) {
                asked.add(name.group(1).replaceFirst("_bucket$", ""));
            }
            assertThat(asked.isEmpty()).as(query).isEqualTo(!query.contains("undercurrent"));
            assertThat(known).as(query).containsAll(asked);
        }
    }

    @Test
    void theDashboardsLieWhereTheProviderLooks() throws IOException {
        Path provider = Checkout.file("deploy/grafana/provisioning/dashboards/undercurrent.yaml");
        String path = Checkout.yaml(provider).get(0).at("/providers/0/options/path").asText();
        String compose = Files.readString(Checkout.file("docker-compose.yml"));
        assertThat(compose).contains("./deploy/grafana/dashboards:" + path + ":ro");
    }
}
