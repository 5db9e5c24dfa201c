package io.undercurrent.benchmarks.peers.job;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Declaration;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.spec.StreamSpec;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/**
 * What all runs have in common.
 *
 * @param partitions of every topic
 * @param parallelism of the jobs
 * @param firstEvents that every key has seen before a run
 * @param warm before a measured part; longer where many keys are not live yet
 * @param measured of a run, unless the topic ends before
 */
public record PeersSetting(
        Broker broker,
        Admin admin,
        Path folder,
        int partitions,
        int parallelism,
        int firstEvents,
        Duration warm,
        Duration measured) {
    /** Checkpoints are taken on demand; this is longer than any run. */
    private static final String NEVER = "14min";

    public StreamSpec spec(Contestant contestant, String topic, String name) {
        return spec(contestant, topic, name, NEVER);
    }

    public StreamSpec spec(Contestant contestant, String topic, String name, String interval) {
        return new Declaration(
                        topic,
                        name,
                        contestant.model(),
                        folder.resolve(name),
                        interval,
                        parallelism,
                        contestant.backend(),
                        broker.servers())
                .spec();
    }

    /**
     * A declaration for what runs outside Flink: the same options, and brokers that nobody asks.
     */
    public static StreamSpec alone(Contestant contestant) {
        return new Declaration(
                        "events",
                        "alone",
                        contestant.model(),
                        Path.of("alone"),
                        NEVER,
                        1,
                        contestant.backend(),
                        "localhost:1")
                .spec();
    }
}
