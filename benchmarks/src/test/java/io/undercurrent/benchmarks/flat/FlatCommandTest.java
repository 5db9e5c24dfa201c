package io.undercurrent.benchmarks.flat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.benchmarks.Printed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                .containsPattern("\n +5,000 +[0-9]+ +[0-9.]+ +[0-9.]+ ")
                .containsPattern("\njob +1,000 +[0-9]+ +[0-9]+ +0\\.[78][0-9]+ ")
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
    @Tag("nightly")
    void settingsOfRocksDbTakeTurnsAtEqualHitRate() throws Exception {
        String printed =
                Printed.by(
                        new FlatCommand(),
                        "--quick",
                        "--only-keys",
                        "--uniform=0.1",
                        "--variants=job,snappy,partitioned,blobs",
                        "--svg=" + folder.resolve("flat.svg"));
        for (String setting : List.of("job", "snappy", "partitioned", "blobs")) {
            assertThat(printed)
                    .containsPattern("\n" + setting + " +200 +200 +20 +0\\.(0[89]|1[01])")
                    .containsPattern("\n" + setting + " +1,000 +1,000 +100 +0\\.(0[89]|1[01])");
        }
        assertThat(printed)
                .contains("keys uniformly random")
                .contains("sampled slabs are what their events alone make of them, byte by byte");
    }

    @Test
    void anUnknownSettingOfRocksDbIsRefusedWithAllThatThereAre() {
        assertThatThrownBy(() -> RocksVariant.of(List.of("job", "magic")))
                .hasMessageContaining("--variants = magic")
                .hasMessageContaining("block-16k, block-64k, bloom, partitioned, universal, blobs");
        assertThat(RocksVariant.of(List.of("block-64k"))).containsExactly(RocksVariant.BLOCK_64K);
    }

    @Test
    void newFilesAreThoseOfValuesSinceTheLookBefore() throws Exception {
        NewFiles files = new NewFiles(folder.resolve("db"));
        assertThat(files.look()).isZero();
        Files.createDirectories(folder.resolve("db/one"));
        Files.write(folder.resolve("db/one/1.sst"), new byte[100]);
        Files.write(folder.resolve("db/one/LOG"), new byte[1_000]);
        assertThat(files.look()).isEqualTo(100);
        assertThat(files.look()).isZero();
        Files.delete(folder.resolve("db/one/1.sst"));
        Files.write(folder.resolve("db/one/2.sst"), new byte[30]);
        Files.write(folder.resolve("db/one/3.blob"), new byte[7]);
        assertThat(files.look()).isEqualTo(37);
    }

    @Test
    void theLineIsThatOfTheCells() {
        Cell one = new Cell(10, RocksVariant.JOB, 0.5, 3);
        one.turns.add(new Cell.Turn(30, 0.5, 0, java.util.Map.of()));
        Cell other = new Cell(10, RocksVariant.JOB, 0.9, 5);
        other.turns.add(new Cell.Turn(22, 0.9, 0, java.util.Map.of()));
        Line line = Line.through(java.util.List.of(one, other));
        assertThat(line.hit()).isCloseTo(20, within(1e-9));
        assertThat(line.miss()).isCloseTo(20, within(1e-9));
    }
}
