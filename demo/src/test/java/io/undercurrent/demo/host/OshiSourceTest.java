package io.undercurrent.demo.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.demo.host.HostReading.CoreTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs on whatever machine builds: only what holds on every one is asserted. */
class OshiSourceTest {
    @Test
    void readsThisMachinesCountersAfreshEachTime() throws Exception {
        OshiSource source = OshiSource.open();
        HostReading first = source.read();
        try (CpuLoad load = CpuLoad.start(1, Duration.ofMillis(200))) {
            load.await();
        }
        HostReading second = source.read();

        assertThat(first.memoryUsed()).isBetween(0.0, 100.0);
        assertThat(first.cores()).isNotEmpty().hasSameSizeAs(second.cores());
        // OSHI's own cache is longer than 200 ms: without ours set, no counter would have moved.
        assertThat(busy(second)).isGreaterThan(busy(first));
        assertThat(second.nanos()).isGreaterThan(first.nanos());
        first.disks()
                .forEach(
                        (name, t) ->
                                assertThat(second.disks().get(name).in())
                                        .isGreaterThanOrEqualTo(t.in()));
    }

    private static long busy(HostReading reading) {
        return reading.cores().stream().mapToLong(OshiSourceTest::busy).sum();
    }

    private static long busy(CoreTime core) {
        return core.total() - core.idle();
    }
}
