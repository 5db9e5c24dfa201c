package io.undercurrent.job.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.stream.trial.ChildJvm;
import io.undercurrent.testing.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rocksdb.util.Environment;

/**
 * A Flink session cluster of one JobManager and some TaskManagers, each a separate process on the
 * loopback interface, from Flink's Maven jars only.
 *
 * <p>Unlike a MiniCluster, it loads a job from its jar through the job's own class loader, as every
 * real cluster does, and its processes can be killed and restarted. Ports are free when they are
 * chosen, but another process may take one before the cluster does.
 */
public final class ProcessCluster implements AutoCloseable {
    /** The JobManager's name; {@link #taskManager} names the TaskManagers. */
    public static final String JOB_MANAGER = "jobmanager";

    private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String RUNTIME = "org.apache.flink.runtime.";

    private final Path folder;
    private final String classPath = FlinkClassPath.text();
    private final RestApi rest;
    private final Map<String, ChildJvm> processes = new LinkedHashMap<>();
    private final int slots;
    private int launched;

    private ProcessCluster(Path folder, int restPort, int slots) {
        this.folder = folder;
        this.slots = slots;
        rest = new RestApi(restPort);
    }

    /**
     * Starts all processes and returns once the slots can be used.
     *
     * @param folder the folder of configuration and logs
     * @param taskManagers how many TaskManagers to start
     * @param slotsEach slots of each TaskManager
     * @param more further lines of Flink's configuration
     */
    public static ProcessCluster start(Path folder, int taskManagers, int slotsEach, String... more)
            throws Exception {
        int rpcPort = FreePort.find();
        int restPort = FreePort.find();
        ProcessCluster cluster =
                new ProcessCluster(
                        Files.createDirectories(folder), restPort, taskManagers * slotsEach);
        try {
            cluster.configure(
                    "jobmanager.rpc.port: " + rpcPort,
                    "rest.port: " + restPort,
                    "taskmanager.numberOfTaskSlots: " + slotsEach,
                    String.format(Locale.ROOT, "io.tmp.dirs: \"%s\"", folder.resolve("tmp")),
                    String.join("\n", more));
            cluster.launch(JOB_MANAGER);
            for (int i = 0; i < taskManagers; i++) {
                cluster.launch(taskManager(i));
            }
            cluster.awaitSlots();
            return cluster;
        } catch (Exception | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    /** The name of TaskManager number {@code i}, counted from 0. */
    public static String taskManager(int i) {
        return "taskmanager-" + i;
    }

    private void configure(String... more) throws IOException {
        // It reads streams and not paths, because other modules' tests have these in a jar.
        try (InputStream source = ProcessCluster.class.getResourceAsStream("config.yaml");
                InputStream log = ProcessCluster.class.getResourceAsStream("log4j2.properties")) {
            String text = new String(source.readAllBytes(), UTF_8) + String.join("\n", more) + "\n";
            Files.writeString(folder.resolve("config.yaml"), text);
            Files.copy(log, folder.resolve("log4j2.properties"));
        }
    }

    /** Starts a process by its name; no process of that name may be running. */
    public void launch(String name) {
        String main;
        List<String> memory;
        if (name.equals(JOB_MANAGER)) {
            main = RUNTIME + "entrypoint.StandaloneSessionClusterEntrypoint";
            memory = List.of("-Xmx320m");
        } else {
            main = RUNTIME + "taskexecutor.TaskManagerRunner";
            memory =
                    List.of(
                            "-Xmx192m",
                            "-XX:MaxDirectMemorySize=160m",
                            "-XX:MaxMetaspaceSize=256m");
        }
        List<String> jvmArgs = jvmArgs();
        // Soft references are cached, not leaked: the JVM frees them before metaspace runs out.
        jvmArgs.add("-XX:SoftRefLRUPolicyMSPerMB=0");
        jvmArgs.addAll(memory);
        // Otherwise RocksDB finds this out by starting a process, whose idle reaper thread holds
        // the class loader of a TaskManager's first job for a minute.
        Map<String, String> environment =
                Map.of("ROCKSDB_MUSL_LIBC", String.valueOf(Environment.isMuslLibc()));
        String[] mainAndArgs = {main, "--configDir", folder.toString()};
        String log = launched++ + "-" + name;
        processes.put(name, ChildJvm.start(log, folder, environment, jvmArgs, mainAndArgs));
    }

    /** Sends SIGKILL. */
    public void kill(String name) throws InterruptedException {
        processes.get(name).close();
    }

    /** Waits until every slot is registered and free. */
    public void awaitSlots() throws Exception {
        await("slots", () -> rest.freeSlots() == slots);
    }

    private List<String> jvmArgs() {
        String log4j = "-Dlog4j.configurationFile=" + folder.resolve("log4j2.properties");
        return new ArrayList<>(List.of("-cp", classPath, log4j));
    }

    /** Runs Flink's own command-line client to its end and returns its output. */
    public String client(String... args) throws InterruptedException {
        Map<String, String> environment = Map.of("FLINK_CONF_DIR", folder.toString());
        List<String> jvmArgs = jvmArgs();
        // An installation's own configuration has this too: the client patches one of its maps.
        jvmArgs.addAll(List.of("-Xmx256m", "--add-opens=java.base/java.util=ALL-UNNAMED"));
        List<String> mainAndArgs = new ArrayList<>();
        mainAndArgs.add("org.apache.flink.client.cli.CliFrontend");
        mainAndArgs.addAll(List.of(args));
        String name = launched++ + "-client";
        try (ChildJvm client =
                ChildJvm.start(
                        name, folder, environment, jvmArgs, mainAndArgs.toArray(String[]::new))) {
            return client.output();
        }
    }

    /**
     * Submits the cluster jar's job.
     *
     * @param yaml the stream's declaration
     * @param from the checkpoint or savepoint to resume from; empty to start without one
     * @return the job's id
     */
    public String submit(Path yaml, Optional<String> from) throws InterruptedException {
        List<String> args = new ArrayList<>(List.of("run", "-d"));
        from.ifPresent(path -> args.addAll(List.of("-s", path)));
        args.addAll(List.of("-c", "io.undercurrent.job.UndercurrentJob"));
        args.addAll(List.of(System.getProperty("cluster.jar"), yaml.toString()));
        String answer = client(args.toArray(String[]::new));
        Matcher submitted = JOB_ID.matcher(answer);
        if (!submitted.find()) {
            throw new AssertionError("no job's id in what the client said: " + answer);
        }
        return submitted.group(1);
    }

    /**
     * Waits until {@code holds} is true; fails with the logs when time is up or a process has
     * ended.
     */
    public void await(String what, Callable<Boolean> holds) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > deadline
                    || !processes.values().stream().allMatch(ChildJvm::isAlive)) {
                throw new AssertionError("waited in vain for " + what + "\n" + logs());
            }
            Thread.sleep(100);
        }
    }

    /** The JobManager's REST API. */
    public RestApi rest() {
        return rest;
    }

    /** The JVMs of JobManager and TaskManagers, for inspection. */
    public List<JvmInside> insides() {
        return processes.values().stream().map(process -> new JvmInside(process.pid())).toList();
    }

    /** The ends of the processes' logs. */
    public String logs() {
        return String.join("\n", processes.values().stream().map(ChildJvm::tail).toList());
    }

    @Override
    public void close() throws InterruptedException {
        for (ChildJvm process : processes.values()) {
            process.close();
        }
    }
}
