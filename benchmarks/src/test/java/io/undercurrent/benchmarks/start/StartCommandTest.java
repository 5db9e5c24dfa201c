package io.undercurrent.benchmarks.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.benchmarks.Printed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program that prints what the real one does. */
class StartCommandTest {
    private static final String DEMO =
            """
            demo) echo 'starting a Kafka broker in this process ...'
              echo 'starting Flink and the job in this process ...'
              echo 'rehearsing with made-up events, up to 20 s'
              echo 'disk.read 0 B/s warmup; memory.used 5.7 % ok'
              sleep 60 ;;
            """;

    @TempDir Path folder;

    private Path program(String cases) throws Exception {
        Path file = folder.resolve("program");
        String text = "#!/bin/sh\ncase $1 in\n--version) echo 1 ;;\n" + cases + "esac\n";
        Files.writeString(file, text.replace("sleep 60", "exec sleep 60"));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void bothCommandsAreTimedBesideTheirGoals() throws Exception {
        Path program = program("score) cat \"$2\" ;;\n" + DEMO);
        assertThat(Printed.by(new StartCommand(), "--rounds=2", "--program=" + program))
                .containsPattern("--version +[0-9.]+ ")
                .containsPattern("score, 10,000 rows +[0-9.]+ .* goal: at most 2: reached")
                .containsPattern("demo: job started +[0-9.]+ +\\([0-9.]+ to [0-9.]+\\)\n")
                .containsPattern("demo: first scores +[0-9.]+ .* goal: at most 10: reached");
    }

    @Test
    void aFileThatIsNotScoredWholeIsAnError() throws Exception {
        Path program = program("score) head -5 \"$2\" ;;\n" + DEMO);
        StartCommand command = new StartCommand();
        new picocli.CommandLine(command).parseArgs("--rows=9", "--program=" + program);
        assertThatThrownBy(command::call).hasMessage("score wrote 4 rows of 9");
    }

    @Test
    void aCommandThatEndsBeforeIsAnErrorWithWhatItPrinted() throws Exception {
        List<String> command = List.of("/bin/sh", "-c", "echo one; echo two");
        assertThat(Clocked.until(command, folder, Map.of("two", Pattern.compile("^two$"))))
                .containsOnlyKeys("two");
        assertThatThrownBy(
                        () ->
                                Clocked.until(
                                        command, folder, Map.of("three", Pattern.compile("three"))))
                .hasMessageContaining("ended before it printed all of [three]")
                .hasMessageContaining("two");
    }
}
