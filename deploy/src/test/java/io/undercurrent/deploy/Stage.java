package io.undercurrent.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Bind;
import io.undercurrent.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.MountableFile;

/** A Flink session cluster, a broker and a registry, each in a container. */
final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String JAR = "/opt/flink/usrlib/undercurrent-cluster.jar";

    final GenericContainer<?> kafka;
    final GenericContainer<?> registry;
    final GenericContainer<?> jobManager;
    final GenericContainer<?> taskManager;
    private final Network network = Network.newNetwork();
    private final int kafkaPort = FreePort.find();

    Stage(Path state) throws IOException {
        // The containers' user is another than this one.
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwxrwx"));
        kafka =
                container("apache/kafka:4.3.1", "kafka")
                        .withEnv(broker())
                        .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
        // Fixed, for a broker that is restarted must be found where it was.
        kafka.setPortBindings(List.of("127.0.0.1:" + kafkaPort + ":19092"));
        registry =
                container("apicurio/apicurio-registry:3.3.3", "registry")
                        .withExposedPorts(8080)
                        .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").forPort(8080));
        jobManager =
                flink("jobmanager", state)
                        .withCopyFileToContainer(MountableFile.forHostPath(clusterJar()), JAR)
                        .withExposedPorts(8081)
                        .waitingFor(Wait.forHttp("/overview").forPort(8081));
        taskManager =
                flink("taskmanager", state)
                        .waitingFor(
                                Wait.forLogMessage(".*Successful registration at resource.*", 1));
    }

    private GenericContainer<?> container(String image, String name) {
        return new GenericContainer<>(image)
                .withNetwork(network)
                .withNetworkAliases(name)
                // Several JVMs on two cores, for minutes: the second compiler does not pay.
                .withEnv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")
                .withStartupTimeout(PATIENCE);
    }

    private GenericContainer<?> flink(String role, Path state) {
        return container("flink:2.3.0-java17", role)
                .withCommand(role)
                .withEnv("JOB_MANAGER_RPC_ADDRESS", "jobmanager")
                .withEnv("TASK_MANAGER_NUMBER_OF_TASK_SLOTS", "2")
                .withEnv(
                        "FLINK_PROPERTIES",
                        "jobmanager.rpc.address: jobmanager\ntaskmanager.numberOfTaskSlots: 2\nheartbeat.interval: 1000\nheartbeat.timeout: 6000\n")
                .withCreateContainerCmdModifier(
                        create -> create.getHostConfig().withBinds(Bind.parse(state + ":/state")));
    }

    private Map<String, String> broker() {
        return Map.ofEntries(
                Map.entry("KAFKA_NODE_ID", "1"),
                Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
                Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
                Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                Map.entry(
                        "KAFKA_LISTENERS",
                        "INSIDE://:9092,OUTSIDE://:19092,CONTROLLER://localhost:9093"),
                Map.entry(
                        "KAFKA_ADVERTISED_LISTENERS",
                        "INSIDE://kafka:9092,OUTSIDE://localhost:" + kafkaPort),
                Map.entry(
                        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                        "INSIDE:PLAINTEXT,OUTSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("KAFKA_INTER_BROKER_LISTENER_NAME", "INSIDE"),
                Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
                Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "2"),
                Map.entry("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "2"),
                Map.entry("KAFKA_LOG_RETENTION_MS", "-1"));
    }

    void start() {
        Startables.deepStart(kafka, registry, jobManager).join();
        taskManager.start();
    }

    String brokers() {
        return "localhost:" + kafkaPort;
    }

    String registryUrl() {
        return "http://localhost:" + registry.getMappedPort(8080) + "/apis/ccompat/v7";
    }

    /** Hands the job in as a user does, with Flink's own client. */
    void submit(String yaml) throws IOException, InterruptedException {
        jobManager.copyFileToContainer(
                org.testcontainers.images.builder.Transferable.of(yaml), "/tmp/stream.yaml");
        Container.ExecResult run =
                jobManager.execInContainer("flink", "run", "-d", JAR, "/tmp/stream.yaml");
        assertThat(run.getExitCode()).as(run.getStdout() + run.getStderr()).isZero();
    }

    /** SIGKILL, and a new start of the same container. */
    void kill(GenericContainer<?> container) {
        var docker = container.getDockerClient();
        docker.killContainerCmd(container.getContainerId()).withSignal("KILL").exec();
        docker.startContainerCmd(container.getContainerId()).exec();
    }

    private static Path clusterJar() throws IOException {
        return Checkout.files("stream-jobs/target", "-cluster.jar").get(0);
    }

    @Override
    public void close() {
        for (GenericContainer<?> container : List.of(taskManager, jobManager, registry, kafka)) {
            container.stop();
        }
        network.close();
    }
}
