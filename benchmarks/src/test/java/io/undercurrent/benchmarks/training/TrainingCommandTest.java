package io.undercurrent.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrainingCommandTest {
    @Test
    void lengthsArePrintedInOrder() {
        String printed =
                printed(
                        "--only-java",
                        "--lengths=8,16",
                        "--sequences=2",
                        "--length=8",
                        "--rounds=1",
                        "--seconds=0",
                        "--warm=0",
                        "--threads=1");
        assertThat(printed)
                .contains("engine java, 16 tokens a step")
                .containsPattern("length +8 .* 1\\.00 of the first\\s+length +16 ");
    }

    @Test
    void aTokensCpuTimeIsPrintedBesideAnotherProgram() {
        String printed =
                printed(
                        "--core",
                        "--sequences=1",
                        "--length=8",
                        "--rounds=1",
                        "--seconds=0",
                        "--warm=0",
                        "--beside=echo us_a_token=1000000000");
        assertThat(printed)
                .containsPattern("java, Vector API +[0-9.]+ us a token .*, 1\\.00 of the first")
                .containsPattern("java, plain +[0-9.]+ us a token ")
                .containsPattern("beside +1000000000\\.00 us a token ");
    }

    private static String printed(String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(new CommandLine(new TrainingCommand()).execute(args)).isZero();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
