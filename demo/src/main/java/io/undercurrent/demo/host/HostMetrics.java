package io.undercurrent.demo.host;

import io.undercurrent.demo.host.HostReading.Traffic;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Samples this machine's load, memory, disks and networks through OSHI. A sample costs one to two
 * milliseconds of CPU time with one disk and one network interface, so four a second stay below 1%
 * of a core; opening costs about a second, most of it class loading.
 *
 * <p>Loads have the resolution of the operating system's tick: 10 ms on Linux, which is 4% of a
 * quarter of a second. Not thread-safe.
 */
public final class HostMetrics {
    private final HostSource source;
    private final Clock clock;
    private HostReading before;

    HostMetrics(HostSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Opens the metrics of the machine that this runs on. */
    public static HostMetrics open() {
        return new HostMetrics(OshiSource.open(), Clock.systemUTC());
    }

    /**
     * Measures now. Loads and rates are those since the previous sample, so the first sample has
     * none. If the machine has no device of a kind, its keys are absent.
     */
    public HostSample sample() {
        HostReading now = source.read();
        Map<String, Double> values = new LinkedHashMap<>();
        if (before != null) {
            Rates.putLoads(before.cores(), now.cores(), values);
        }
        values.put(HostKeys.MEMORY_USED, now.memoryUsed());
        if (before != null && now.nanos() > before.nanos()) {
            long nanos = now.nanos() - before.nanos();
            putRates(
                    HostKeys.DISK_READ,
                    HostKeys.DISK_WRITE,
                    before.disks(),
                    now.disks(),
                    nanos,
                    values);
            putRates(
                    HostKeys.NET_IN,
                    HostKeys.NET_OUT,
                    before.networks(),
                    now.networks(),
                    nanos,
                    values);
        }
        before = now;
        return new HostSample(clock.instant(), values);
    }

    private static void putRates(
            String inKey,
            String outKey,
            Map<String, Traffic> earlier,
            Map<String, Traffic> now,
            long nanos,
            Map<String, Double> values) {
        if (!now.isEmpty()) {
            values.put(inKey, Rates.perSecond(earlier, now, Traffic::in, nanos));
            values.put(outKey, Rates.perSecond(earlier, now, Traffic::out, nanos));
        }
    }
}
