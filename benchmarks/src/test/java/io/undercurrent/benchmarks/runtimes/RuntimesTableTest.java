package io.undercurrent.benchmarks.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RuntimesTableTest {
    @TempDir Path folder;

    @Test
    void aCostIsTheRatioOfTheMediansAndOfARateItsInverse() {
        Row cpu = new Row("CPU", 1, false, List.of(10.0, 20.0, 30.0), List.of(24.0, 90.0, 21.0));
        assertThat(cpu.cost()).isCloseTo(24.0 / 20, within(1e-12));
        assertThat(cpu.costs()).containsExactly(0.7, 2.4, 4.5);
        assertThat(cpu.isFarApart()).isFalse();
        Row rate = new Row("events/s", 0, true, List.of(9_000.0), List.of(4_500.0));
        assertThat(rate.cost()).isCloseTo(2, within(1e-12));
    }

    @Test
    void whatIsFarApartEitherWayIsMarked() {
        assertThat(RuntimesTable.text(new Row("a", 1, false, List.of(10.0), List.of(15.0))))
                .endsWith("10.0           15.0          1.50");
        assertThat(RuntimesTable.text(new Row("a", 1, false, List.of(10.0), List.of(15.1))))
                .endsWith("15.1          1.51 *");
        assertThat(RuntimesTable.text(new Row("a", 0, true, List.of(1e4, 1e4), List.of(2e4, 1e5))))
                .endsWith("10,000        100,000          0.10 (0.10 to 0.50) *");
    }

    @Test
    void whoGoesFirstChangesEveryRound() {
        assertThat(Side.turns(1)).containsExactly(Side.FLINK, Side.STREAMS);
        assertThat(Side.turns(2)).containsExactly(Side.STREAMS, Side.FLINK);
    }

    @Test
    void filesCountOnceAndAlsoWhenTheyAreGone() throws Exception {
        try (CheckpointFiles files = new CheckpointFiles(folder)) {
            Path one = folder.resolve("one");
            Files.write(one, new byte[100]);
            assertThat(files.bytes()).isEqualTo(100);
            Files.write(one, new byte[150]);
            assertThat(files.bytes()).isEqualTo(150);
            Files.delete(one);
            Files.write(folder.resolve("two"), new byte[7]);
            assertThat(files.bytes()).isEqualTo(157);
        }
    }

    @Test
    void aCheckoutThatWasNotBuiltIsNamed() {
        Setting setting =
                new Setting("bundled:tiny", 1, 1, List.of(), List.of(), folder.resolve("home"));
        Path yaml = folder.resolve("stream.yaml");
        assertThatThrownBy(
                        () ->
                                Child.start(
                                        setting,
                                        new BenchmarkContext.Declared(
                                                Side.STREAMS, yaml, null, folder)))
                .hasMessageContaining("target/lib/kafka-streams: not there; allowed is a checkout");
    }

    @Test
    void optionsAreCheckedBeforeAnythingStarts() {
        Map<String, String> refused =
                Map.of("--keys=3", "multiples of --partitions", "--warm=99", "less than --seconds");
        refused.forEach(
                (option, why) ->
                        assertThat(said(option))
                                .contains(option.replace("=", " = "))
                                .contains(why));
    }

    private static String said(String option) {
        StringBuilder said = new StringBuilder();
        CommandLine command = new CommandLine(new RuntimesCommand());
        command.setExecutionExceptionHandler(
                (e, line, parsed) -> {
                    said.append(e.getMessage());
                    return 1;
                });
        assertThat(command.execute(option)).isEqualTo(1);
        return said.toString();
    }
}
