package io.undercurrent.demo.host;

import io.undercurrent.stream.runtime.DaemonTimer;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Samples at a fixed rate on its own thread and passes each sample on, until it is closed. */
public final class HostSampler implements AutoCloseable {
    /** Four samples a second: enough to see a disturbance of seconds, and below 1% of a core. */
    public static final Duration INTERVAL = Duration.ofMillis(250);

    /** Below this interval the operating system's ticks are too coarse to tell loads apart. */
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private final ScheduledExecutorService executor = DaemonTimer.named("host-sampler");

    private HostSampler() {}

    /**
     * Starts sampling.
     *
     * @param interval time between samples, at least 50 ms
     * @param consumer gets each sample, on the sampler's thread
     * @param failed gets what the metrics or the consumer threw; sampling has ended by then
     */
    public static HostSampler start(
            HostMetrics metrics,
            Duration interval,
            Consumer<HostSample> consumer,
            Consumer<Throwable> failed) {
        if (interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "sampling interval " + interval + " is too short: use at least " + SHORTEST);
        }
        HostSampler sampler = new HostSampler();
        Runnable step =
                () -> {
                    try {
                        consumer.accept(metrics.sample());
                    } catch (Throwable e) {
                        sampler.executor.shutdown();
                        failed.accept(e);
                    }
                };
        // The future is not needed: the step reports every exception itself.
        var unused =
                sampler.executor.scheduleAtFixedRate(
                        step, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
        return sampler;
    }

    /** Stops, and waits until a sample that has begun has been passed on. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
