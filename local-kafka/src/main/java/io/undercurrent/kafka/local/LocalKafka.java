package io.undercurrent.kafka.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A real Kafka broker (KRaft, one node, loopback only) in this JVM, for use without a cluster: the
 * demo, {@code run} without brokers, tests. A start takes about two seconds and 40 MiB of heap. The
 * data survives {@link #close()} and a SIGKILL of the process.
 *
 * <p>If the data folder fails (removed, disk full), Kafka halts the JVM with status 1, after a line
 * on standard error. An instance locks its data folder. Methods may be called from any thread, one
 * at a time.
 */
public final class LocalKafka implements AutoCloseable {
    private final Path dataDir;
    private final Secured secured;
    private final Map<String, String> settings;
    private int port;
    private RunningNode node;

    private LocalKafka(Path dataDir, int port, Secured secured, Map<String, String> settings) {
        this.dataDir = dataDir;
        this.port = port;
        this.secured = secured;
        this.settings = settings;
    }

    /**
     * Starts a broker on a free port with the defaults of {@link Builder}.
     *
     * @param dataDir folder of the broker's data; created if absent, reused if it holds data
     * @throws LocalKafkaException if the folder is in use or not a broker's
     */
    public static LocalKafka start(Path dataDir) {
        return in(dataDir).start();
    }

    /** Returns a builder for a broker that keeps its data in {@code dataDir}. */
    public static Builder in(Path dataDir) {
        return new Builder(dataDir);
    }

    /** Host and port for clients' {@code bootstrap.servers}; the same after {@link #restart()}. */
    public String bootstrapServers() {
        return Listeners.HOST + ":" + port;
    }

    /**
     * Creates a topic and returns once clients can use it.
     *
     * @throws LocalKafkaException if it exists already, or if name or count are not allowed
     */
    public synchronized void createTopic(String name, int partitions) {
        requireRunning();
        Topics.create(client(), name, partitions);
    }

    /**
     * Creates a topic unless it exists already, as it does when a data folder is reused.
     *
     * @return true if it was created now
     * @throws LocalKafkaException if it exists with another number of partitions
     */
    public synchronized boolean ensureTopic(String name, int partitions) {
        requireRunning();
        return Topics.ensure(client(), name, partitions);
    }

    /** The first fatal fault of the running broker, if any; it is logged, but halts nothing. */
    public synchronized Optional<Throwable> fatalFault() {
        return node == null ? Optional.empty() : node.fatalFault();
    }

    /**
     * Stops the broker and starts it again on the same port and data; after a close, only starts
     * it.
     */
    public synchronized void restart() {
        close();
        node = RunningNode.start(dataDir, port, secured, settings);
    }

    /**
     * Stops the broker; data and port number stay for {@link #restart()}. No effect when closed.
     */
    @Override
    public synchronized void close() {
        if (node != null) {
            try {
                node.close();
            } finally {
                node = null;
            }
        }
    }

    /** The properties of a client that has all permissions on this broker. */
    private Map<String, Object> client() {
        Map<String, Object> client = new LinkedHashMap<>();
        if (secured != null) {
            client.putAll(secured.client(secured.superUser()));
        }
        client.put("bootstrap.servers", bootstrapServers());
        return client;
    }

    private LocalKafka started() {
        node = RunningNode.start(dataDir, port, secured, settings);
        port = node.port();
        return this;
    }

    private void requireRunning() {
        if (node == null) {
            throw new LocalKafkaException(
                    "the local Kafka broker in " + dataDir + " is closed; call restart() first");
        }
    }

    /** Configures a local broker; everything else is as in {@link NodeSettings}. */
    public static final class Builder {
        private final Path dataDir;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private int port;
        private Secured secured;

        private Builder(Path dataDir) {
            this.dataDir = dataDir.toAbsolutePath().normalize();
        }

        /** Port on the loopback interface, 0 (default) for a free one. */
        public Builder port(int newPort) {
            if (newPort < 0 || newPort > 65535) {
                throw new LocalKafkaException(
                        "port " + newPort + " is not allowed: use 1 to 65535, or 0 for a free one");
            }
            port = newPort;
            return this;
        }

        /** Longest transaction timeout that producers may ask for; default 15 min, as in Kafka. */
        public Builder transactionMaxTimeout(Duration limit) {
            if (limit.toMillis() < 1) {
                throw new LocalKafkaException(
                        "transaction timeout limit " + limit + " is not allowed: use 1 ms or more");
            }
            return setting("transaction.max.timeout.ms", Long.toString(limit.toMillis()));
        }

        /**
         * Requires TLS, SCRAM and ACLs; a data folder that was formatted without them has no users.
         */
        public Builder secured(Secured demands) {
            secured = demands;
            return this;
        }

        /** Sets any broker property of Kafka, except those that make it a local single node. */
        public Builder setting(String key, String value) {
            NodeSettings.requireFree(key);
            settings.put(key, value);
            return this;
        }

        /**
         * Starts the broker and returns once it answers.
         *
         * @throws LocalKafkaException if folder or port are in use, or a setting is not allowed
         */
        public LocalKafka start() {
            return new LocalKafka(dataDir, port, secured, Map.copyOf(settings)).started();
        }
    }
}
