package io.undercurrent.benchmarks.runtimes;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/**
 * The size of an application's changelogs in the broker's log folders. The broker must not compact,
 * or what it has removed would be missing.
 */
final class Changelogs implements Kept {
    private final Admin admin;
    private final String prefix;

    Changelogs(Admin admin, String application) {
        this.admin = admin;
        prefix = application + "-";
    }

    @Override
    public long bytes() throws ExecutionException, InterruptedException {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(Node::id).toList();
        long bytes = 0;
        for (Map<String, LogDirDescription> folders :
                admin.describeLogDirs(brokers).allDescriptions().get().values()) {
            for (LogDirDescription folder : folders.values()) {
                for (var replica : folder.replicaInfos().entrySet()) {
                    String topic = replica.getKey().topic();
                    boolean counts = topic.startsWith(prefix) && topic.endsWith("-changelog");
                    bytes += counts ? replica.getValue().size() : 0;
                }
            }
        }
        return bytes;
    }

    @Override
    public void close() {}
}
