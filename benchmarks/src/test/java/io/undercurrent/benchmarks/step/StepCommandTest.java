package io.undercurrent.benchmarks.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command runs, compares outputs and prints its table; its figures mean nothing here. */
@Tag("slow")
class StepCommandTest {
    @Test
    void printsTheTableOfATinyModel() {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, UTF_8));
        int status;
        try {
            status =
                    new CommandLine(new StepCommand())
                            .execute(
                                    "--steps-only",
                                    "--presets",
                                    "tiny",
                                    "--rounds",
                                    "1",
                                    "--millis",
                                    "10",
                                    "--warm",
                                    "10",
                                    "--keys",
                                    "50");
        } finally {
            System.setOut(before);
        }
        String printed = bytes.toString(UTF_8);
        assertThat(status).as(printed).isZero();
        assertThat(printed)
                .contains("tiny: state 10,496 bytes a key")
                .contains("256 events: Java variants bit-identical")
                .contains("50 keys at random")
                .contains("plain JDK " + Runtime.version().feature())
                .contains("vector JDK " + Runtime.version().feature());
        if (printed.contains("no gcc")) {
            System.out.println("StepCommandTest: no gcc here, C was left out");
        } else {
            assertThat(printed).contains(", C within ").containsPattern("\n  C  +\\d+\\.\\d");
        }
    }
}
