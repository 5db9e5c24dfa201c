package io.undercurrent.benchmarks.peers.job;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Events;
import io.undercurrent.benchmarks.peers.method.Prefill;
import java.util.List;

/**
 * A topic that is filled before the runs.
 *
 * @param topic its name
 * @param events in it
 * @param keys of them
 */
public record Load(String topic, Events events, int keys) {
    public static Load fill(PeersSetting setting, String topic, int count, int keys)
            throws Exception {
        Events events = new Events(count, keys, setting.partitions());
        Broker.create(setting.admin(), setting.partitions(), List.of(topic));
        events.send(setting.broker().servers(), topic);
        return new Load(topic, events, keys);
    }

    public Prefill prefill(PeersSetting setting) {
        return new Prefill(keys, events.timeMicros(0), setting.firstEvents());
    }
}
