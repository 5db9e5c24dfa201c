package io.undercurrent.stream.trial;

import io.undercurrent.kafka.local.LocalKafkaMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Runs a Kafka broker in a separate JVM, which can be killed and restarted on the same port and
 * data. What it acknowledged survives SIGKILL, because the operating system has it by then.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String READY = "ready ";

    private final Path folder;
    private final List<String> settings;
    private ChildJvm process;
    private String servers;
    private int launched;

    private BrokerProcess(Path folder, List<String> settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** Starts a broker on a free port; settings are {@code KEY=VALUE}. */
    public static BrokerProcess start(Path folder, String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of(settings));
        // Otherwise events with old timestamps would be deleted half a minute after the broker's
        // start.
        all.add("log.retention.ms=-1");
        // A killed program's transaction holds readers back until it has timed out and is aborted;
        // brokers look for such ones every 10 s by default.
        all.add("transaction.abort.timed.out.transaction.cleanup.interval.ms=500");
        BrokerProcess broker = new BrokerProcess(Files.createDirectories(folder), all);
        broker.launch();
        broker.awaitReady();
        return broker;
    }

    public String servers() {
        return servers;
    }

    /** Starts the broker; after {@link #kill} on the same port and data. */
    public void launch() {
        String port = servers == null ? "0" : servers.substring(servers.indexOf(':') + 1);
        List<String> args = new ArrayList<>();
        args.addAll(List.of(LocalKafkaMain.class.getName(), folder.resolve("data").toString()));
        args.add(port);
        args.addAll(settings);
        List<String> jvmArgs = List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"));
        process =
                ChildJvm.start(
                        launched++ + "-broker",
                        folder,
                        Map.of(),
                        jvmArgs,
                        args.toArray(String[]::new));
    }

    /** Waits until the started broker is ready. */
    public void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (String line : process.text().lines().toList()) {
                if (line.startsWith(READY)) {
                    servers = line.substring(READY.length());
                    return;
                }
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("the broker does not serve: " + process.tail());
            }
            Thread.sleep(50);
        }
    }

    /** Sends SIGKILL. */
    public void kill() throws InterruptedException {
        process.close();
    }

    /** Sends SIGSTOP: the broker's connections stay open, but it does not answer. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Sends SIGCONT. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        int status = new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        if (status != 0) {
            throw new AssertionError(
                    String.format(Locale.ROOT, "kill -%s %s ended with %d", name, pid, status));
        }
    }

    public void createTopic(String name, int partitions)
            throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
        }
    }

    public Admin admin() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        return Admin.create(properties);
    }

    public String log() {
        return process.tail();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
