package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Slabs as earlier builds wrote them: one file a format, {@code slab-vN-tiny.bin}. */
class SlabGoldenTest {
    private static final int EVENTS = 400;

    private final Scorer scorer;

    SlabGoldenTest() throws IOException {
        scorer = new Scorer(Models.load("bundled:tiny"), ScorerOptions.defaults(1), 1);
    }

    @Test
    void theFirstFormatGoesOnWithoutANumberLost() throws IOException {
        Slab old = read("slab-v1-tiny.bin");
        assertThat(scorer.layout().fits(old)).isFalse();
        Slab adopted = scorer.adopt(old);
        Slab streamed = streamed();
        assertThat(adopted.floats).isEqualTo(streamed.floats);
        assertThat(adopted.events()).isEqualTo(EVENTS);
        goesOnLike(streamed, adopted);
        assertThat(SlabRing.of(adopted).held(adopted)).isEqualTo(100); // it begins with the new
    }

    @Test
    void theSecondFormatGoesOnWithoutANumberLost() throws IOException {
        Slab streamed = streamed();
        Slab read = scorer.adopt(read("slab-v2-tiny.bin"));
        for (int i = 0; i < SlabLayout.JUMPS; i++) {
            assertThat(read.header[i]).as("header %d", i).isEqualTo(streamed.header[i]);
        }
        long[] ring = ring(read);
        assertThat(ring).hasSize(256).isEqualTo(ring(streamed));
        assertThat(read.floats).isEqualTo(streamed.floats);
        goesOnLike(streamed, read);
    }

    private static long[] ring(Slab slab) {
        return Arrays.copyOfRange(slab.header, SlabLayout.HEADER_LENGTH, slab.header.length);
    }

    private void goesOnLike(Slab expected, Slab actual) {
        ScoreOutput one = new ScoreOutput(1);
        ScoreOutput other = new ScoreOutput(1);
        for (int t = EVENTS; t < EVENTS + 100; t++) {
            score(expected, t, one);
            score(actual, t, other);
            assertThat(other.score).isEqualTo(one.score);
            assertThat(other.expected).isEqualTo(one.expected);
            assertThat(other.upper).isEqualTo(one.upper);
        }
    }

    private Slab streamed() {
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(1);
        for (int t = 0; t < EVENTS; t++) {
            score(slab, t, out);
        }
        return slab;
    }

    /** The stream that the files were written from; never changes. */
    private void score(Slab slab, int t, ScoreOutput out) {
        double noise = ((t * 7919) % 101) / 10.0;
        double value = t % 50 == 7 ? Double.NaN : noise + 5 * ((t % 24) < 12 ? 1 : -1);
        long time = 1_700_000_000_000_000L + t * 60_000_000L;
        scorer.score(slab, time, new double[] {value}, out);
    }

    private static Slab read(String name) throws IOException {
        byte[] bytes = bytes(name);
        return SlabCodec.decode(bytes, bytes.length);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = SlabGoldenTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
