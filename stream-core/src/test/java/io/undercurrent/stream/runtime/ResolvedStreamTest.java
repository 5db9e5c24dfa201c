package io.undercurrent.stream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.schemas.Event;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.results.ResultIds;
import io.undercurrent.testing.FakeRegistry;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a stream needs before it can run. */
class ResolvedStreamTest {
    private static StreamSpec spec(FakeRegistry registry) {
        return StreamSpec.parse(
                String.format(
                        Locale.ROOT,
                        """
                        source: {topic: t, values: [x], avro.encoding: confluent}
                        kafka.bootstrap.servers: "here:9092"
                        sink.avro.encoding: confluent
                        registry: {url: "%s", timeout: 20s}
                        """,
                        registry.url()),
                "stream.yaml");
    }

    @Test
    void theRegistryTellsSchemasAndIds() throws Exception {
        try (FakeRegistry registry = new FakeRegistry()) {
            int id = registry.add("t-value", Event.getClassSchema());
            ResolvedStream stream = ResolvedStream.of(spec(registry));
            assertThat(stream.schemas().known()).containsOnlyKeys(id);
            assertThat(stream.results().ids())
                    .containsOnlyKeys(
                            "t.scores",
                            "t.forecasts",
                            "t.anomalies",
                            "t.dead-letters",
                            "t.episodes");
        }
    }

    @Test
    void withoutARegistryNothingIsAsked() {
        StreamSpec spec =
                StreamSpec.parse(
                        "source: {topic: t, format: json, values: [x]}\nkafka.bootstrap.servers: 'here:9092'\n",
                        "stream.yaml");
        ResolvedStream stream = ResolvedStream.of(spec);
        assertThat(stream.schemas()).isEqualTo(spec.schemas());
        assertThat(stream.results().ids()).isEmpty();
    }

    @Test
    void whatIsNotLookedUpIsRefused() throws Exception {
        try (FakeRegistry registry = new FakeRegistry()) {
            registry.add("t-value", Event.getClassSchema());
            ResolvedStream stream = ResolvedStream.of(spec(registry));
            assertThatThrownBy(
                            () ->
                                    new ResolvedStream(
                                            stream.spec(),
                                            stream.spec().schemas(),
                                            stream.results()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("source.avro.subject = t-value: its schemas");
            ResultIds some =
                    new ResultIds(
                            stream.results().registry(), Map.of("t.scores", 7, "t.anomalies", 8));
            assertThatThrownBy(() -> new ResolvedStream(stream.spec(), stream.schemas(), some))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "of [t.dead-letters, t.episodes, t.forecasts] are not known");
            assertThatThrownBy(
                            () ->
                                    new ResolvedStream(
                                            stream.spec().withBrokers(StreamSpec.EMBEDDED),
                                            stream.schemas(),
                                            stream.results()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("kafka.bootstrap.servers = embedded: start");
        }
    }
}
