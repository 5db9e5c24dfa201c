package io.undercurrent.cli.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.ProgramLib;
import io.undercurrent.stream.trial.ChildJvm;
import io.undercurrent.stream.trial.ListeningSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Nothing listens on an address that another machine reaches, unless it is told to. */
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class ListeningSocketsIT {
    @TempDir Path folder;

    @Test
    void aSocketOnAllAddressesWouldBeSeen() throws IOException {
        try (ServerSocket everywhere = new ServerSocket(0)) {
            assertThat(ListeningSockets.of(ProcessHandle.current().pid()))
                    .filteredOn(socket -> socket.getPort() == everywhere.getLocalPort())
                    .singleElement()
                    .satisfies(socket -> assertThat(isLoopback(socket)).isFalse());
        }
    }

    @Test
    void onFlinkWithABrokerInTheProcess() throws Exception {
        try (Child run = Child.start(folder, "run", yaml("flink"))) {
            run.awaitLine("running: ");
            onlyLoopback(run.pid(), 2); // the broker's two; Flink has none
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
        }
    }

    @Test
    void onKafkaStreamsWithABrokerInTheProcess() throws Exception {
        List<String> jvm = ProgramLib.jvmArgs("kafka-streams");
        String[] command = {
            "io.undercurrent.cli.Main",
            "run",
            yaml("streams", "streams.http: 127.0.0.1:0", "job.runtime: kafka-streams")
        };
        try (ChildJvm run = ChildJvm.start("streams", folder, Map.of(), jvm, command)) {
            SecuredStream.awaitRunning(run);
            onlyLoopback(run.pid(), 3); // two of the broker, and queries
            run.terminate();
            run.output();
        }
    }

    private String yaml(String name, String... more) throws IOException {
        String text =
                String.format(
                        Locale.ROOT,
                        """
                source.topic: sensors
                source.values: [value]
                model: "bundled:tiny"
                job.jit-warm-up: 0s
                checkpoint.folder: "%s"
                kafka.bootstrap.servers: embedded
                %s
                """,
                        folder.resolve(name),
                        String.join("\n", more));
        return Files.writeString(folder.resolve(name + ".yaml"), text).toString();
    }

    private static void onlyLoopback(long pid, int number) throws IOException {
        List<InetSocketAddress> sockets = ListeningSockets.of(pid);
        assertThat(sockets).as("listening sockets").hasSize(number);
        assertThat(sockets).allMatch(ListeningSocketsIT::isLoopback, "loopback");
    }

    private static boolean isLoopback(InetSocketAddress socket) {
        return socket.getAddress().isLoopbackAddress();
    }
}
