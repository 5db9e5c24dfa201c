package io.undercurrent.demo.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HostSamplerTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final HostMetrics metrics =
            new HostMetrics(
                    () -> new HostReading(0, List.of(), 12, Map.of(), Map.of()), Clock.systemUTC());

    @Test
    void handsOnSamplesUntilClosed() throws Exception {
        BlockingQueue<HostSample> samples = new LinkedBlockingQueue<>();
        AtomicReference<Thread> sampling = new AtomicReference<>();
        Consumer<HostSample> consumer =
                sample -> {
                    sampling.set(Thread.currentThread());
                    samples.add(sample);
                };
        try (HostSampler sampler =
                HostSampler.start(metrics, SHORT, consumer, HostSamplerTest::fail)) {
            assertThat(sampler).isNotNull();
            for (int i = 0; i < 3; i++) {
                assertThat(samples.poll(30, TimeUnit.SECONDS)).isNotNull();
            }
        }
        // No other thread hands on samples.
        sampling.get().join(30_000);
        assertThat(sampling.get().isAlive()).isFalse();
    }

    @Test
    void reportsWhatTheConsumerThrewAndEnds() throws Exception {
        CompletableFuture<Throwable> reported = new CompletableFuture<>();
        IllegalStateException broken = new IllegalStateException("broken");
        try (HostSampler sampler =
                HostSampler.start(
                        metrics,
                        SHORT,
                        sample -> {
                            throw broken;
                        },
                        reported::complete)) {
            assertThat(sampler).isNotNull();
            assertThat(reported.get(30, TimeUnit.SECONDS)).isSameAs(broken);
        }
    }

    @Test
    void refusesAnIntervalBelowTheTick() {
        assertThatThrownBy(
                        () ->
                                HostSampler.start(
                                        metrics,
                                        Duration.ofMillis(10),
                                        s -> {},
                                        HostSamplerTest::fail))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.01S")
                .hasMessageContaining("PT0.05S");
    }

    private static void fail(Throwable e) {
        throw new AssertionError("sampling failed", e);
    }
}
