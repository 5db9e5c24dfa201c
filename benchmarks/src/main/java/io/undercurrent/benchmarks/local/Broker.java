package io.undercurrent.benchmarks.local;

import io.undercurrent.kafka.local.LocalKafkaMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A real broker in a JVM of its own, so that what it costs is not counted with the job's CPU. */
public final class Broker implements AutoCloseable {
    private static final String READY = "ready ";
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final Thread killer;
    private final String servers;

    private Broker(Process process, String servers) {
        this.process = process;
        this.servers = servers;
        killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts a broker on a free port.
     *
     * @param folder where its data and its log go; made where it is not there
     * @param settings of Kafka's, as KEY=VALUE
     * @return once clients can use it
     * @throws IOException where the process cannot be started or ends at once
     */
    public static Broker start(Path folder, String... settings) throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("broker.log");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LocalKafkaMain.class.getName(),
                                folder.resolve("data").toString(),
                                "0"));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = out.readLine();
        }
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("the broker did not start: " + Files.readString(log));
        }
        return new Broker(process, line.substring(READY.length()));
    }

    /** For clients' {@code bootstrap.servers}. */
    public String servers() {
        return servers;
    }

    /** CPU time of the broker's process so far, nanoseconds, in steps of some milliseconds. */
    public long cpuNanos() {
        return Cpu.nanosOf(process);
    }

    /** An admin client of the caller's. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers));
    }

    /**
     * Makes topics.
     *
     * @param admin a client
     * @param partitions of each
     * @param names of topics that are not there yet
     * @throws ExecutionException where the broker refuses
     * @throws InterruptedException where the thread is interrupted
     */
    public static void create(Admin admin, int partitions, Collection<String> names)
            throws ExecutionException, InterruptedException {
        List<NewTopic> topics =
                names.stream().map(name -> new NewTopic(name, partitions, (short) 1)).toList();
        admin.createTopics(topics).all().get();
    }

    /** Stops the process; its data stays. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
