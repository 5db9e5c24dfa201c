package io.undercurrent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.scorer.Models;
import io.undercurrent.stream.trial.ListeningSockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer's script would run it: no terminal, a few seconds, a summary. */
@Tag("slow")
class DemoIT {
    private static final List<String> SUMMARY =
            List.of(
                    "events in",
                    "scores",
                    "dead letters",
                    "forecasts",
                    "anomalies",
                    "latency until produced",
                    "latency until committed",
                    "model",
                    "state per key",
                    "disturbance",
                    "every event came out once");

    @Test
    void aShortRunAccountsForEveryEventAndLeavesNothing(@TempDir Path folder) throws Exception {
        try (Child demo = Child.start(folder, "demo", "--seconds", "6")) {
            assertThat(demo.status()).as(demo.output()).isZero();
            assertThat(SUMMARY).allSatisfy(name -> assertThat(line(demo, name)).isNotBlank());
            assertThat(count(demo, "events in")).isPositive();
            assertThat(count(demo, "dead letters")).as("the demo's own events are sound").isZero();
            assertThat(count(demo, "scores")).isEqualTo(count(demo, "events in"));
            assertThat(count(demo, "forecasts")).isPositive();
            assertThat(line(demo, "every event came out once")).isEqualTo("yes");
            assertThat(line(demo, "disturbance"))
                    .isEqualTo("not judged: the run was too short for a disturbance");
            assertThat(demo.output()).doesNotContain("\u001b");
        }
        try (var left = Files.list(folder.resolve("tmp"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .noneMatch(name -> name.startsWith("undercurrent-demo"));
        }
    }

    @Test
    @Tag("nightly") // TrainedModelIT runs such a model in the job
    void anyModelOfOneFieldServes(@TempDir Path folder) throws Exception {
        Path model = folder.resolve("my model");
        Models.save(Models.load("bundled:tiny"), model);
        try (Child demo =
                Child.start(folder, "demo", "--seconds", "3", "--model", model.toString())) {
            assertThat(demo.status()).as(demo.output()).isZero();
            assertThat(line(demo, "model")).startsWith("my model@");
            assertThat(line(demo, "every event came out once")).isEqualTo("yes");
        }
        try (Child demo = Child.start(folder, "demo", "--model", "bundled:nothing")) {
            assertThat(demo.status()).isEqualTo(2);
            assertThat(demo.output())
                    .contains("bundled are universal, universal-medium, universal-1, tiny");
        }
    }

    @Test
    @Tag("nightly") // ListeningSocketsIT looks at the same broker and Flink
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
    void itListensOnThisMachineAlone(@TempDir Path folder) throws Exception {
        try (Child demo = Child.start(folder, "demo", "--seconds", "60")) {
            demo.awaitLine("warming up for ");
            assertThat(ListeningSockets.of(demo.pid()))
                    .hasSize(2) // the broker's; Flink has none
                    .allMatch(socket -> socket.getAddress().isLoopbackAddress(), "loopback");
        }
    }

    /** What a line of the summary says; the summary comes last. */
    private static String line(Child demo, String name) {
        List<String> found =
                demo.output().lines().filter(line -> line.startsWith(name + "  ")).toList();
        assertThat(found).as("lines of %s in%n%s", name, demo.output()).hasSize(1);
        return found.get(0).substring(name.length()).strip();
    }

    private static long count(Child demo, String name) {
        return Long.parseLong(line(demo, name).split(" ", -1)[0]);
    }
}
