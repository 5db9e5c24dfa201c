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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            String[] args = {
                "--only-java", "--lengths=8,16", "--sequences=2", "--length=8",
                "--rounds=1", "--seconds=0", "--warm=0", "--threads=1"
            };
            assertThat(new CommandLine(new TrainingCommand()).execute(args)).isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("engine java, 16 tokens a step")
                .containsPattern("length +8 .* 1\\.00 of the first\\s+length +16 ");
    }
}
