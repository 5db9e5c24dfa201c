package io.undercurrent.kafka.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Runs the node from one start to its stop: controller and broker over one log. It assembles them
 * as KafkaRaftServer does, whose own constructor accepts neither bound sockets nor faults that do
 * not halt the JVM.
 */
final class RunningNode implements AutoCloseable {
    private final DataDir dataDir;
    private final Listeners listeners;
    private final Faults faults = new Faults();
    private ControllerServer controller;
    private BrokerServer broker;

    private RunningNode(DataDir dataDir, Listeners listeners) {
        this.dataDir = dataDir;
        this.listeners = listeners;
    }

    /**
     * Starts the node in {@code dir} on {@code port}, or releases everything and throws; {@code
     * secured} may be null.
     */
    static RunningNode start(Path dir, int port, Secured secured, Map<String, String> settings) {
        DataDir dataDir = DataDir.lock(dir);
        Listeners listeners;
        try {
            listeners = Listeners.bind(port);
        } catch (RuntimeException e) {
            dataDir.close();
            throw e;
        }
        Faults.explainHalts();
        RunningNode node = new RunningNode(dataDir, listeners);
        try {
            dataDir.formatOnce(secured);
            node.run(NodeSettings.of(dataDir.log(), listeners, secured, settings));
            return node;
        } catch (Exception e) { // Kafka throws checked exceptions that it does not declare
            throw node.failedToStart(dir, e);
        }
    }

    private void run(Map<String, String> properties) {
        KafkaConfig config = new KafkaConfig(properties, false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored =
                KafkaRaftServer.initializeLogDirs(
                        config, LoggerFactory.getLogger(RunningNode.class), "");
        SharedServer shared =
                new SharedServer(
                        config,
                        stored._1(),
                        Time.SYSTEM,
                        Server.initializeMetrics(
                                config, Time.SYSTEM, stored._1().clusterId().orElseThrow()),
                        CompletableFuture.completedFuture(
                                Map.of(NodeSettings.NODE_ID, listeners.controllerSocket())),
                        List.of(),
                        faults,
                        listeners);
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
        controller.startup();
        broker.startup();
    }

    int port() {
        return listeners.brokerPort();
    }

    Optional<Throwable> fatalFault() {
        return faults.firstFatal();
    }

    private LocalKafkaException failedToStart(Path dir, Exception e) {
        Throwable cause = faults.firstFatal().orElse(e);
        try {
            close();
        } catch (RuntimeException closing) {
            cause.addSuppressed(closing);
        }
        if (e instanceof LocalKafkaException known) {
            return known;
        }
        String what =
                e instanceof ConfigException
                        ? "a setting is not allowed: "
                        : "the broker did not start: ";
        return new LocalKafkaException(
                "local Kafka in " + dir + ": " + what + cause.getMessage(), cause);
    }

    /**
     * Stops the broker, then the controller, then releases sockets and folder, even if one fails.
     */
    @Override
    public void close() {
        try (dataDir;
                listeners) {
            stopServers();
        }
    }

    private void stopServers() {
        try {
            if (broker != null) {
                broker.shutdown();
            }
        } finally {
            if (controller != null) {
                controller.shutdown();
            }
        }
    }
}
