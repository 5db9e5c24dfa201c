package io.undercurrent.benchmarks.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CacheCommandTest {
    @Test
    void writeBackEndsWithTheStateOfWriteThrough() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            String[] args = {
                "--rounds=1",
                "--keys=20",
                "--events=300",
                "--seconds=0.5",
                "--dirty=8",
                "--checkpoint-millis=50"
            };
            assertThat(new CommandLine(new CacheCommand()).execute(args)).isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .containsPattern("32 KB, +80 keys, a quarter fits .* = ")
                .contains("final states equal")
                .containsPattern("\n +8 +0 +[0-9.]+ .* \\([1-9][0-9]* checkpoints\\)");
    }
}
