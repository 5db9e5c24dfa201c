package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.undercurrent.schemas.Event;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.testing.FakeRegistry;
import io.undercurrent.testing.FakeRegistry.Mood;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.junit.jupiter.api.Test;

/** An application cluster waits for a registry that is down; whoever submits a job is told. */
class SchemasAtStartTest {
    private final SchemasAtStart start =
            new SchemasAtStart(Duration.ofMillis(10), Duration.ofMillis(20));

    private static Configuration target(String name) {
        return new Configuration().set(DeploymentOptions.TARGET, name);
    }

    private static StreamSpec spec(FakeRegistry registry) {
        return StreamSpec.parse(
                String.format(
                        Locale.ROOT,
                        """
                source.topic: t
                source.values: [x]
                kafka.bootstrap.servers: "nowhere.invalid:9092"
                source.avro.encoding: confluent
                registry: {url: "%s", timeout: 20s}
                """,
                        registry.url()),
                "stream.yaml");
    }

    /** Starts on an application cluster, until the registry was asked four times. */
    private CompletableFuture<ResolvedStream> waiting(FakeRegistry registry, StreamSpec spec)
            throws InterruptedException {
        var waiting =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return start.resolve(spec, target("embedded"));
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        task -> new Thread(task).start());
        await().atMost(Duration.ofMinutes(1)).until(() -> registry.requests.size() >= 4);
        return waiting;
    }

    @Test
    void anApplicationClusterWaits() throws Exception {
        try (FakeRegistry registry = new FakeRegistry()) {
            int id = registry.add("t-value", Event.getClassSchema());
            registry.mood = Mood.DOWN;
            var waiting = waiting(registry, spec(registry));
            assertThat(registry.requests).hasSizeGreaterThanOrEqualTo(4);
            assertThat(waiting).isNotDone();
            registry.mood = Mood.WELL;
            ResolvedStream resolved = waiting.get(60, TimeUnit.SECONDS);
            assertThat(resolved.schemas().known()).containsOnlyKeys(id);
        }
    }

    @Test
    void resultsWaitToo() throws Exception {
        try (FakeRegistry registry = new FakeRegistry()) {
            StreamSpec spec =
                    StreamSpec.parse(
                            String.format(
                                    Locale.ROOT,
                                    """
                            source: {topic: t, format: json, values: [x]}
                            kafka.bootstrap.servers: "nowhere.invalid:9092"
                            sink.avro.encoding: confluent
                            registry: {url: "%s", timeout: 20s}
                            """,
                                    registry.url()),
                            "stream.yaml");
            registry.mood = Mood.DOWN;
            assertThatThrownBy(() -> start.resolve(spec, target("remote")))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("503");
            var waiting = waiting(registry, spec);
            assertThat(waiting).isNotDone();
            registry.mood = Mood.WELL;
            ResolvedStream resolved = waiting.get(60, TimeUnit.SECONDS);
            assertThat(resolved.results().ids()).containsKey("t.scores");
        }
    }

    @Test
    void othersAndOtherRefusalsDoNotWait() throws Exception {
        try (FakeRegistry registry = new FakeRegistry()) {
            assertThatThrownBy(() -> start.resolve(spec(registry), target("embedded")))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("the registry has no such subject");
            registry.mood = Mood.DOWN;
            int asked = registry.requests.size();
            for (Configuration flink :
                    new Configuration[] {target("remote"), new Configuration()}) {
                assertThatThrownBy(() -> start.resolve(spec(registry), flink))
                        .isInstanceOf(SpecException.class)
                        .hasMessageContaining("503");
            }
            assertThat(registry.requests).hasSize(asked + 2);
        }
    }
}
