package io.undercurrent.benchmarks.peers.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenSetsTest {
    private static final int ROWS = 600;
    private static final int SPIKE = 400;

    @TempDir Path folder;

    @Test
    void contestantsThatJudgeHaveTheHarnesssFigures() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder csv = new StringBuilder("Data,Label\n");
        for (int i = 0; i < ROWS; i++) {
            double spike = i == SPIKE ? 500 : 0;
            double value = 40 + 9 * Math.sin(i / 4.0) + random.nextGaussian() + spike;
            csv.append(String.format(Locale.ROOT, "%.3f,%d%n", value, i == SPIKE ? 1 : 0));
        }
        Path file = folder.resolve("tsbad_matched/a.csv.gz");
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(csv.toString().getBytes(StandardCharsets.UTF_8));
        }
        List<String> names =
                List.of("identity", "rcf", "seasonal-z", "window-tiny", "gru-64", "tiny");
        assertThat(OpenSets.isThere(folder, OpenSet.TSBAD)).isTrue();
        Map<String, Double> figures = new OpenSets(folder, names).judge(OpenSet.TSBAD);
        // Only those whose scores judge anything.
        assertThat(figures).containsOnlyKeys("rcf", "seasonal-z", "tiny");
        assertThat(figures.values()).allSatisfy(v -> assertThat(v).isCloseTo(0.5, within(0.5)));
        assertThat(figures.get("tiny")).isGreaterThan(0.5);
        assertThat(OpenSets.isThere(folder, OpenSet.SKAB)).isFalse();
    }
}
