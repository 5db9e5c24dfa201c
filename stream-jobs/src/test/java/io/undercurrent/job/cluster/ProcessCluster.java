package io.undercurrent.job.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rocksdb.util.Environment;

/**
 * A Flink session cluster of one JobManager and one TaskManager with two slots, each a process of
 * its own on the loopback interface, from Flink's Maven jars alone.
 *
 * <p>Unlike a MiniCluster it loads a job from its jar through a class loader of the job's own, as
 * every real cluster does. Ports are free when chosen, which leaves a moment for others to take
 * them.
 */
final class ProcessCluster implements AutoCloseable {
    static final int SLOTS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String RUNTIME = "org.apache.flink.runtime.";

    private final Path folder;
    private final String classPath = FlinkClassPath.text();
    private final RestApi rest;
    private final List<ChildJvm> processes = new ArrayList<>();
    private int clients;

    private ProcessCluster(Path folder, int restPort) {
        this.folder = folder;
        rest = new RestApi(restPort);
    }

    /** Starts both processes and returns once the slots can be used. */
    static ProcessCluster start(Path folder) throws Exception {
        int rpcPort;
        int restPort;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket rpc = new ServerSocket(0, 1, loopback);
                ServerSocket rest = new ServerSocket(0, 1, loopback)) {
            rpcPort = rpc.getLocalPort();
            restPort = rest.getLocalPort();
        }
        ProcessCluster cluster = new ProcessCluster(Files.createDirectories(folder), restPort);
        try {
            cluster.configure(rpcPort, restPort);
            cluster.launch(
                    "jobmanager",
                    RUNTIME + "entrypoint.StandaloneSessionClusterEntrypoint",
                    "-Xmx320m");
            cluster.launch(
                    "taskmanager",
                    RUNTIME + "taskexecutor.TaskManagerRunner",
                    "-Xmx192m",
                    "-XX:MaxDirectMemorySize=160m",
                    "-XX:MaxMetaspaceSize=256m");
            cluster.await("slots", () -> cluster.rest.freeSlots() == SLOTS);
            return cluster;
        } catch (Exception | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    private void configure(int rpcPort, int restPort) throws IOException {
        Path source = Path.of(ProcessCluster.class.getResource("config.yaml").getPath());
        String text =
                Files.readString(source)
                        + "jobmanager.rpc.port: %d\n".formatted(rpcPort)
                        + "rest.port: %d\n".formatted(restPort)
                        + "taskmanager.numberOfTaskSlots: %d\n".formatted(SLOTS)
                        + "io.tmp.dirs: \"%s\"\n".formatted(folder.resolve("tmp"));
        Files.writeString(folder.resolve("config.yaml"), text);
        Files.copy(source.resolveSibling("log4j2.properties"), folder.resolve("log4j2.properties"));
    }

    private void launch(String name, String main, String... memory) {
        List<String> jvmArgs = jvmArgs();
        // Soft references are cached, not leaked: the JVM frees them before metaspace runs out.
        jvmArgs.add("-XX:SoftRefLRUPolicyMSPerMB=0");
        jvmArgs.addAll(Arrays.asList(memory));
        // RocksDB else finds this out by a process, whose idle reaper thread holds the class loader
        // of a TaskManager's first job for a minute.
        Map<String, String> environment =
                Map.of("ROCKSDB_MUSL_LIBC", String.valueOf(Environment.isMuslLibc()));
        processes.add(
                ChildJvm.start(
                        name,
                        folder,
                        environment,
                        jvmArgs,
                        main,
                        "--configDir",
                        folder.toString()));
    }

    private List<String> jvmArgs() {
        String log4j = "-Dlog4j.configurationFile=" + folder.resolve("log4j2.properties");
        return new ArrayList<>(List.of("-cp", classPath, log4j));
    }

    /** Runs Flink's own command-line client to its end and gives what it printed. */
    String client(String... args) throws InterruptedException {
        Map<String, String> environment = Map.of("FLINK_CONF_DIR", folder.toString());
        List<String> jvmArgs = jvmArgs();
        // As in the configuration that an installation ships with: the client patches a map of its
        // own.
        jvmArgs.addAll(List.of("-Xmx256m", "--add-opens=java.base/java.util=ALL-UNNAMED"));
        List<String> mainAndArgs = new ArrayList<>();
        mainAndArgs.add("org.apache.flink.client.cli.CliFrontend");
        mainAndArgs.addAll(List.of(args));
        String name = "client-" + clients++;
        try (ChildJvm client =
                ChildJvm.start(
                        name, folder, environment, jvmArgs, mainAndArgs.toArray(String[]::new))) {
            return client.output();
        }
    }

    /** Waits until something holds; fails with the logs when time is up or a process has ended. */
    void await(String what, Callable<Boolean> holds) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > deadline || !processes.stream().allMatch(ChildJvm::isAlive)) {
                throw new AssertionError("waited in vain for " + what + "\n" + logs());
            }
            Thread.sleep(100);
        }
    }

    RestApi rest() {
        return rest;
    }

    /** JobManager and TaskManager, to look into. */
    List<JvmInside> insides() {
        return processes.stream().map(process -> new JvmInside(process.pid())).toList();
    }

    /** The ends of both processes' logs. */
    String logs() {
        return String.join("\n", processes.stream().map(ChildJvm::tail).toList());
    }

    @Override
    public void close() throws InterruptedException {
        for (ChildJvm process : processes) {
            process.close();
        }
    }
}
