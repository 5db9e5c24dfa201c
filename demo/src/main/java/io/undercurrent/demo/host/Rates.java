package io.undercurrent.demo.host;

import io.undercurrent.demo.host.HostReading.CoreTime;
import io.undercurrent.demo.host.HostReading.Traffic;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Computes loads and rates from two readings. */
final class Rates {
    private Rates() {}

    /**
     * Adds each core's load between the readings, in percent; a core without a tick is left out.
     */
    static void putLoads(List<CoreTime> before, List<CoreTime> now, Map<String, Double> values) {
        for (int core = 0; core < Math.min(before.size(), now.size()); core++) {
            long total = now.get(core).total() - before.get(core).total();
            if (total > 0) {
                // Linux lets idle time step back a little.
                long idle = Math.max(0, now.get(core).idle() - before.get(core).idle());
                double load = 100.0 * (total - idle) / total;
                values.put(HostKeys.core(core), Math.max(0, load));
            }
        }
    }

    /**
     * Bytes a second over all devices. A device that came, went or restarted its counter between
     * the readings adds nothing, because its whole count would look like a burst.
     */
    static double perSecond(
            Map<String, Traffic> before,
            Map<String, Traffic> now,
            ToLongFunction<Traffic> direction,
            long nanos) {
        long bytes = 0;
        for (Map.Entry<String, Traffic> device : now.entrySet()) {
            Traffic earlier = before.get(device.getKey());
            if (earlier != null) {
                long moved =
                        direction.applyAsLong(device.getValue()) - direction.applyAsLong(earlier);
                bytes += Math.max(0, moved);
            }
        }
        return bytes * 1e9 / nanos;
    }
}
