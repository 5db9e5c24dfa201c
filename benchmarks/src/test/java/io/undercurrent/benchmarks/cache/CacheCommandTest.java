package io.undercurrent.benchmarks.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.benchmarks.Printed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("nightly")
class CacheCommandTest {
    @Test
    void writeBackEndsWithTheStateOfWriteThrough() {
        String[] args = {
            "--rounds=1",
            "--keys=20",
            "--events=300",
            "--seconds=0.5",
            "--dirty=8",
            "--checkpoint-millis=50"
        };
        assertThat(Printed.by(new CacheCommand(), args))
                .containsPattern("32 KB, +80 keys, a quarter fits .* = ")
                .contains("final states equal")
                .containsPattern("\n +8 +0 +[0-9.]+ .* \\([1-9][0-9]* checkpoints\\)");
    }
}
