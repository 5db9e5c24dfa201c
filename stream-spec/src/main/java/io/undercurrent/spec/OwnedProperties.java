package io.undercurrent.spec;

import java.util.List;
import java.util.Map;

/**
 * Kafka client properties that a file may not set, because exactly-once results depend on them or
 * an option of ours decides them.
 */
final class OwnedProperties {
    private static final Map<String, String> ADVICE =
            Map.ofEntries(
                    Map.entry("group.id", "use source.group-id instead"),
                    Map.entry("auto.offset.reset", "use source.start instead"),
                    Map.entry("transactional.id", "use sink.transactional-id-prefix instead"),
                    Map.entry("transaction.timeout.ms", "use sink.transaction-timeout instead"),
                    Map.entry("isolation.level", "remove it: only committed records are ever read"),
                    Map.entry("enable.auto.commit", "remove it: offsets are kept in checkpoints"),
                    Map.entry(
                            "enable.idempotence",
                            "remove it: it is always on, transactions need it"),
                    Map.entry("acks", "remove it: it is always all, transactions need it"),
                    Map.entry("key.serializer", "remove it: keys are written as they came"),
                    Map.entry("value.serializer", "remove it: results are written in Avro"),
                    Map.entry("key.deserializer", "use source.key.encoding instead"),
                    Map.entry("value.deserializer", "use source.format instead"),
                    Map.entry("application.id", "use source.group-id instead"),
                    Map.entry("application.server", "use streams.http-advertised instead"),
                    Map.entry("commit.interval.ms", "use checkpoint.interval instead"),
                    Map.entry("group.protocol", "remove it: it is always classic"),
                    Map.entry("num.standby.replicas", "use streams.standby-replicas instead"),
                    Map.entry("num.stream.threads", "use job.parallelism instead"),
                    Map.entry("processing.guarantee", "remove it: it is always exactly once"),
                    Map.entry("state.dir", "use streams.state-folder instead"));

    private OwnedProperties() {}

    /** What to do instead, or null if a file may set the property. */
    static String instead(String property) {
        return ADVICE.get(property);
    }

    static List<String> names() {
        return ADVICE.keySet().stream().sorted().toList();
    }
}
