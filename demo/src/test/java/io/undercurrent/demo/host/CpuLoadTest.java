package io.undercurrent.demo.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuLoadTest {
    @Test
    void runsForAtLeastItsDurationAndEnds() throws Exception {
        Duration duration = Duration.ofMillis(100);
        long start = System.nanoTime();
        try (CpuLoad load = CpuLoad.start(2, duration)) {
            assertThat(load.isRunning()).isTrue();
            load.await();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(duration.toNanos());
            assertThat(load.isRunning()).isFalse();
        }
    }

    @Test
    void stopsEarlyWhenClosed() {
        CpuLoad load = CpuLoad.start(1, Duration.ofDays(1));
        load.close();
        assertThat(load.isRunning()).isFalse();
    }

    @Test
    void refusesALoadThatIsNone() {
        assertThatThrownBy(() -> CpuLoad.start(0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 threads");
        assertThatThrownBy(() -> CpuLoad.start(1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }
}
