package io.undercurrent.stream.portable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.undercurrent.schemas.KeyState;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.testing.Fuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of memories: what goes in comes out, and damage is named. */
class KeyStateFileTest {
    private static final StartOffsets NEXT =
            new StartOffsets(Map.of("some-topic-0", 12L, "some-topic-11", 3_000_000_000L));

    @TempDir Path folder;

    private static byte[] slab(int events) throws IOException {
        Scorer scorer = new Scorer(Models.load("bundled:tiny"), ScorerOptions.defaults(1), 1);
        Slab slab = scorer.newSlab();
        for (int i = 0; i < events; i++) {
            scorer.score(slab, 1_000_000L * i, new double[] {i}, new ScoreOutput(1));
        }
        return SlabCodec.encode(slab);
    }

    private Path write(boolean complete) throws IOException {
        Path file = folder.resolve("states.avro");
        try (var out = new KeyStateFile.Writer(file, "tiny@1 sha256=2", NEXT)) {
            out.add("a", slab(3));
            out.add("ü/\n", slab(0));
            if (complete) {
                out.complete();
            }
        }
        return file;
    }

    @Test
    void whatGoesInComesOut() throws IOException {
        Path file = write(true);
        try (var in = new KeyStateFile.Reader(file)) {
            assertThat(in.model()).isEqualTo("tiny@1 sha256=2");
            assertThat(in.next()).isEqualTo(NEXT);
            KeyState a = in.read();
            assertThat(a.getKey()).isEqualTo("a");
            assertThat(a.getEvents()).isEqualTo(3);
            assertThat(a.getTime()).isEqualTo(Instant.ofEpochSecond(2));
            assertThat(KeyStateFile.bytes(a)).isEqualTo(slab(3));
            KeyState other = in.read();
            assertThat(other.getKey()).isEqualTo("ü/\n");
            assertThat(other.getTime()).isNull();
            assertThat(in.read()).isNull();
        }
        assertThat(CheckedStates.check(file).keys()).isEqualTo(2);
    }

    @Test
    void aFileThatWasNotFinishedIsNotThere() throws IOException {
        Path file = write(false);
        assertThat(file).doesNotExist();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void damageIsNamedWithItsRecord() throws IOException {
        Path file = write(true);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        assertThatThrownBy(() -> CheckedStates.check(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("states.avro, record ")
                .hasMessageContaining("export it again");
        byte[] slab = slab(3);
        slab[100] ^= 1;
        try (var out = new KeyStateFile.Writer(file, "m", StartOffsets.NONE)) {
            assertThatThrownBy(() -> out.add("a", slab)).hasMessageContaining("checksum");
        }
    }

    @Test
    void itIsForItsOwnersEyesAlone() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertThat(Files.getPosixFilePermissions(write(true)))
                .containsOnly(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    /** Everything that a file says. */
    private static List<Object> content(Path file) throws IOException {
        try (var in = new KeyStateFile.Reader(file)) {
            List<Object> content = new ArrayList<>(List.of(in.model(), in.next()));
            for (KeyState state = in.read(); state != null; state = in.read()) {
                content.add(state);
            }
            return content;
        }
    }

    @Test
    void aFlippedBitIsRefusedOrChangesNothing() throws IOException {
        Path file = write(true);
        byte[] whole = Files.readAllBytes(file);
        List<Object> content = content(file);
        int head = new String(whole, ISO_8859_1).indexOf("avro.schema");
        AtomicInteger refused = new AtomicInteger();
        int cases =
                Fuzz.cases(
                        "state files, flipped bits",
                        1500,
                        random -> {
                            // Half of them where the metadata is, and the few bytes at the end.
                            int at =
                                    switch (random.nextInt(4)) {
                                        case 0 -> random.nextInt(4096) % whole.length;
                                        case 1 -> whole.length - 1 - random.nextInt(60);
                                        default -> random.nextInt(whole.length);
                                    };
                            byte[] flipped = whole.clone();
                            flipped[at] ^= (byte) (1 << random.nextInt(8));
                            refused.addAndGet(isRefused(file, flipped, content, "byte " + at));
                        });
        assertThat(head).isPositive();
        assertThat(refused).hasValueGreaterThan(cases / 2);
    }

    @Test
    void whateverIsDamagedIsRefusedOrChangesNothing() throws IOException {
        Path file = write(true);
        byte[] whole = Files.readAllBytes(file);
        List<Object> content = content(file);
        AtomicInteger refused = new AtomicInteger();
        int cases =
                Fuzz.cases(
                        "state files",
                        500,
                        random ->
                                refused.addAndGet(
                                        isRefused(
                                                file,
                                                Fuzz.damaged(whole, random, "avro.codec", "null"),
                                                content,
                                                "damaged")));
        assertThat(refused).hasValueGreaterThan(cases / 2);
    }

    /** 1 if the bytes are refused with one sentence, 0 if they are read as what was written. */
    private static int isRefused(Path file, byte[] bytes, List<Object> content, String where)
            throws IOException {
        Files.write(file, bytes);
        try {
            assertThat(content(file)).as(where).isEqualTo(content);
            return 0;
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).as(where).contains("states.avro").doesNotContain("\n");
            return 1;
        }
    }

    @Test
    void aFileOfAnEarlierVersionHasNoChecksum() throws IOException {
        Path file = folder.resolve("old.avro");
        byte[] slab = slab(2);
        try (var out = new DataFileWriter<>(new SpecificDatumWriter<>(KeyState.class))) {
            out.setMeta(KeyStateFile.MODEL, "m");
            out.create(KeyState.getClassSchema(), file.toFile());
            out.append(new KeyState("k", Instant.ofEpochSecond(1), 2L, ByteBuffer.wrap(slab)));
            out.append(new KeyState("", null, 1L, ByteBuffer.allocate(0)));
        }
        assertThat(CheckedStates.check(file).keys()).isEqualTo(1);
    }
}
