package io.undercurrent.benchmarks.flat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.benchmarks.Printed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatCommandTest {
    @TempDir Path folder;

    @Test
    @Tag("nightly")
    void bothPartsAreCheckedAndPrinted() throws Exception {
        Path picture = folder.resolve("flat.svg");
        assertThat(Printed.by(new FlatCommand(), "--quick", "--svg=" + picture))
                .contains("every turn's scores equal the first pass's to the bit")
                .containsPattern("\n +5,000 +20280 +[0-9.]+ +[0-9.]+ ")
                .containsPattern("\n +1,000 +[0-9]+ +[0-9]+ +0\\.[78][0-9]+ ")
                .contains("sampled slabs are what their events alone make of them, byte by byte");
        assertThat(Files.readString(picture)).contains("1,000 keys").endsWith("</svg>\n");
    }

    @Test
    void cachesAreSizedForTheirHitRate() {
        Zipf zipf = new Zipf(2_000, 1.1);
        int[] drawn = zipf.draw(60_000, 3);
        for (double hitRate : new double[] {0.5, 0.8}) {
            assertThat(hits(drawn, zipf.capacity(hitRate))).isCloseTo(hitRate, within(0.02));
        }
    }

    private static double hits(int[] drawn, int capacity) {
        var cache = new java.util.LinkedHashMap<Integer, Boolean>(16, 0.75f, true);
        int hits = 0;
        for (int i = 0; i < drawn.length; i++) {
            hits += cache.put(drawn[i], true) != null && i >= drawn.length / 3 ? 1 : 0;
            if (cache.size() > capacity) {
                cache.remove(cache.keySet().iterator().next());
            }
        }
        return hits / (drawn.length * 2 / 3.0);
    }

    @Test
    void theLineIsThatOfTheCells() {
        Cell one = new Cell(10, 0.5, 3);
        one.turns.add(new Cell.Turn(30, 0.5, 0));
        Cell other = new Cell(10, 0.9, 5);
        other.turns.add(new Cell.Turn(22, 0.9, 0));
        Line line = Line.through(java.util.List.of(one, other));
        assertThat(line.hit()).isCloseTo(20, within(1e-9));
        assertThat(line.miss()).isCloseTo(20, within(1e-9));
    }
}
