package io.undercurrent.demo.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.demo.host.HostReading.CoreTime;
import io.undercurrent.demo.host.HostReading.Traffic;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class HostMetricsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long HALF_SECOND = 500_000_000L;

    private static HostMetrics over(HostReading... readings) {
        Queue<HostReading> queue = new ArrayDeque<>(List.of(readings));
        return new HostMetrics(queue::remove, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static HostReading reading(
            long nanos, List<CoreTime> cores, Map<String, Traffic> disks) {
        return new HostReading(nanos, cores, 40, disks, Map.of("eth0", new Traffic(nanos, 7)));
    }

    @Test
    void theFirstSampleHasNoRates() {
        HostSample first = over(reading(0, List.of(new CoreTime(1, 2)), Map.of())).sample();
        assertThat(first.values()).containsExactly(Map.entry(HostKeys.MEMORY_USED, 40.0));
        assertThat(first.time()).isEqualTo(NOW);
        assertThat(first.idleShare()).isNaN();
    }

    @Test
    void loadsAndRatesAreThoseSinceTheSampleBefore() {
        HostMetrics metrics =
                over(
                        reading(
                                0,
                                List.of(new CoreTime(100, 1000), new CoreTime(100, 1000)),
                                Map.of("sda", new Traffic(1_000, 0))),
                        reading(
                                HALF_SECOND,
                                List.of(new CoreTime(125, 1100), new CoreTime(200, 1100)),
                                Map.of("sda", new Traffic(4_000, 500))));
        metrics.sample();
        HostSample second = metrics.sample();
        assertThat(second.values())
                .containsExactly(
                        Map.entry("cpu0", 75.0),
                        Map.entry("cpu1", 0.0),
                        Map.entry(HostKeys.MEMORY_USED, 40.0),
                        Map.entry(HostKeys.DISK_READ, 6_000.0),
                        Map.entry(HostKeys.DISK_WRITE, 1_000.0),
                        Map.entry(HostKeys.NET_IN, 1e9),
                        Map.entry(HostKeys.NET_OUT, 0.0));
        assertThat(second.idleShare()).isCloseTo(0.625, within(1e-12));
    }

    @Test
    void aMachineWithoutDisksHasNoDiskKeys() {
        HostMetrics metrics =
                over(reading(0, List.of(), Map.of()), reading(HALF_SECOND, List.of(), Map.of()));
        metrics.sample();
        assertThat(metrics.sample().values().keySet())
                .containsExactly(HostKeys.MEMORY_USED, HostKeys.NET_IN, HostKeys.NET_OUT);
    }
}
