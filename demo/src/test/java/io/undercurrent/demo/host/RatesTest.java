package io.undercurrent.demo.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.demo.host.HostReading.CoreTime;
import io.undercurrent.demo.host.HostReading.Traffic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aDeviceThatCameWentOrRestartedAddsNothing() {
        Map<String, Traffic> before =
                Map.of(
                        "stays", new Traffic(100, 0),
                        "restarts", new Traffic(900, 0),
                        "goes", new Traffic(50, 0));
        Map<String, Traffic> now =
                Map.of(
                        "stays", new Traffic(130, 0),
                        "restarts", new Traffic(10, 0),
                        "comes", new Traffic(5_000, 0));
        assertThat(Rates.perSecond(before, now, Traffic::in, SECOND / 2)).isEqualTo(60);
    }

    @Test
    void loadsStayWithinZeroAndHundred() {
        Map<String, Double> loads = new LinkedHashMap<>();
        Rates.putLoads(
                List.of(new CoreTime(10, 100), new CoreTime(10, 100), new CoreTime(10, 100)),
                List.of(new CoreTime(9, 110), new CoreTime(21, 110), new CoreTime(10, 100)),
                loads);
        // Idle time stepped back; idle grew beyond the total; no tick passed.
        assertThat(loads).containsExactly(Map.entry("cpu0", 100.0), Map.entry("cpu1", 0.0));
    }
}
