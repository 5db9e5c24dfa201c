package io.undercurrent.stream.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.undercurrent.schemas.Score;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.testing.FakeRegistry;
import io.undercurrent.testing.FakeRegistry.Mood;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ids of results' schemas, before anything starts. */
class ResultSchemasTest {
    private final FakeRegistry registry = new FakeRegistry();
    private final StreamSpec spec =
            StreamSpec.parse(
                    String.format(
                            Locale.ROOT,
                            """
                    source: {topic: t, format: json, values: [x]}
                    sink.avro.encoding: confluent
                    registry: {url: "%s", timeout: 20s}
                    kafka.bootstrap.servers: embedded
                    """,
                            registry.url()),
                    "stream.yaml");

    ResultSchemasTest() throws IOException {}

    @AfterEach
    void close() {
        registry.close();
    }

    private SpecException refused() {
        return catchThrowableOfType(SpecException.class, () -> ResultSchemas.ofJob(spec));
    }

    @Test
    void whatIsNotThereIsRegisteredAsItsFileHasIt() throws Exception {
        var ids = ResultSchemas.ofJob(spec).ids();
        assertThat(ids)
                .containsOnlyKeys(
                        "t.scores", "t.forecasts", "t.anomalies", "t.dead-letters", "t.episodes");
        assertThat(registry.requests).contains("POST /subjects/t.scores-value/versions");
        Schema file =
                new Schema.Parser().parse(Path.of("../schemas/src/main/avro/Score.avsc").toFile());
        assertThat(Score.getClassSchema()).isNotEqualTo(file);
        assertThat(registry.add("t.scores-value", file)).isEqualTo(ids.get("t.scores"));
        assertThat(ResultSchemas.ofAlarms(spec).ids()).containsOnlyKeys("t.episodes");
    }

    @Test
    void whatIsThereNeedsNoRightToWrite() {
        var ids = ResultSchemas.ofJob(spec).ids();
        registry.requests.clear();
        assertThat(ResultSchemas.ofJob(spec).ids()).isEqualTo(ids);
        assertThat(registry.requests)
                .containsExactlyInAnyOrder(
                        "POST /subjects/t.scores-value",
                        "POST /subjects/t.forecasts-value",
                        "POST /subjects/t.anomalies-value",
                        "POST /subjects/t.dead-letters-value",
                        "POST /subjects/t.episodes-value");
    }

    @Test
    void whyThereAreNoIdsIsTold() {
        registry.refused.add("t.anomalies-value");
        assertThat(refused().problems())
                .singleElement()
                .asString()
                .startsWith(
                        "sink.avro.encoding = confluent: subject t.anomalies-value does not take"
                                + " io.undercurrent.schemas.Anomaly: POST ")
                .contains("409 Schema being registered is incompatible")
                .endsWith(
                        "; change its compatibility or mode, register the schema by hand, or name another topic");
        registry.authorization = "Bearer x";
        assertThat(refused().problems())
                .singleElement()
                .asString()
                .startsWith("sink.avro.encoding = confluent: subject t.scores-value: POST ")
                .contains("401 Unauthorized");
        registry.mood = Mood.DOWN;
        assertThat(refused().problems())
                .singleElement()
                .asString()
                .startsWith("registry.url = " + registry.url() + ": POST ")
                .contains("503 overloaded");
    }

    @Test
    void withoutTheOptionNobodyIsAsked() {
        StreamSpec plain =
                StreamSpec.parse(
                        "source: {topic: t, format: json, values: [x]}\nkafka.bootstrap.servers: embedded\n",
                        "stream.yaml");
        assertThat(ResultSchemas.ofJob(plain)).isEqualTo(ResultIds.forReading(plain));
        assertThat(registry.requests).isEmpty();
    }
}
