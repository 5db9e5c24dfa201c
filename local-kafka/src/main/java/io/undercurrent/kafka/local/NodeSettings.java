package io.undercurrent.kafka.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The broker properties of the local node: Kafka's own defaults, except where one node must not
 * wait for others, or where a laptop needs less memory and shorter waits.
 */
final class NodeSettings {
    static final int NODE_ID = 1;

    private NodeSettings() {}

    private static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    // Internal topics need three replicas by default and never become available on
                    // one.
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                    Map.entry("share.coordinator.state.topic.min.isr", "1"),
                    Map.entry("default.replication.factor", "1"),
                    Map.entry("min.insync.replicas", "1"),
                    // One partition: 50 would be 50 folders to recover after a SIGKILL.
                    Map.entry("offsets.topic.num.partitions", "1"),
                    Map.entry("transaction.state.log.num.partitions", "1"),
                    Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                    // A misspelt topic must be an error, not a new empty topic.
                    Map.entry("auto.create.topics.enable", "false"),
                    Map.entry("transaction.max.timeout.ms", "900000"),
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                    Map.entry("log.cleaner.io.buffer.size", "65536"),
                    Map.entry("num.network.threads", "2"),
                    Map.entry("num.io.threads", "4"),
                    Map.entry("background.threads", "2"),
                    // After a SIGKILL the node counts as alive until its session ends, and cannot
                    // register again before that; 9 s by default.
                    Map.entry("broker.session.timeout.ms", "3000"),
                    Map.entry("broker.heartbeat.interval.ms", "500"),
                    Map.entry("server.max.startup.time.ms", "60000"));

    private static final Set<String> FIXED_KEYS =
            Set.of(
                    "process.roles",
                    "node.id",
                    "controller.quorum.voters",
                    "controller.listener.names",
                    "inter.broker.listener.name",
                    "listeners",
                    "advertised.listeners",
                    "listener.security.protocol.map",
                    "log.dir",
                    "log.dirs",
                    "metadata.log.dir");

    /**
     * All properties of a node that keeps its log in {@code logDir} and has the given listeners.
     */
    static Map<String, String> of(
            Path logDir, Listeners listeners, Secured secured, Map<String, String> chosen) {
        Map<String, String> all = new HashMap<>(DEFAULTS);
        all.putAll(chosen);
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(NODE_ID));
        all.put("log.dirs", logDir.toString());
        all.put("controller.quorum.voters", NODE_ID + "@" + listeners.controllerAddress());
        all.put("controller.listener.names", Listeners.CONTROLLER);
        String name = secured == null ? Listeners.BROKER : Secured.LISTENER;
        all.put("inter.broker.listener.name", name);
        String broker = name + "://" + listeners.brokerAddress();
        String controller = Listeners.CONTROLLER + "://" + listeners.controllerAddress();
        all.put("listeners", broker + "," + controller);
        all.put("advertised.listeners", broker);
        all.put(
                "listener.security.protocol.map",
                String.format(
                        Locale.ROOT,
                        "%s:%1$s,%s:%s",
                        name,
                        Listeners.CONTROLLER,
                        secured == null ? "PLAINTEXT" : "SSL"));
        if (secured != null) {
            all.putAll(secured.settings());
        }
        return all;
    }

    /** Refuses a property that makes the node a local single node. */
    static void requireFree(String key) {
        if (FIXED_KEYS.contains(key)) {
            throw new LocalKafkaException(
                    "setting '"
                            + key
                            + "' is fixed for the local broker; not open to change are "
                            + new TreeSet<>(FIXED_KEYS));
        }
    }
}
