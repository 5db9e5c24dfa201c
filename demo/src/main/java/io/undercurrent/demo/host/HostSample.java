package io.undercurrent.demo.host;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured at one moment.
 *
 * @param time when it was measured
 * @param values value per key of {@link HostKeys}, cores first; a key that could not be measured (a
 *     rate in the first sample, a machine without disks) is absent
 */
public record HostSample(Instant time, Map<String, Double> values) {
    public HostSample {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Share of all cores' time that was idle since the previous sample, 0 to 1; NaN in the first
     * sample, which has no cores' load.
     */
    public double idleShare() {
        return values.entrySet().stream()
                .filter(e -> HostKeys.isCore(e.getKey()))
                .mapToDouble(e -> 1 - e.getValue() / 100)
                .average()
                .orElse(Double.NaN);
    }
}
