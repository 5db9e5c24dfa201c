package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.detect.anomaly.KeyAlarm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slabs as earlier builds wrote them: one file a format, {@code slab-vN-MODEL.bin}. */
class SlabGoldenTest {
    private static final int EVENTS = 400;

    private Scorer scorer;

    SlabGoldenTest() throws IOException {
        run("tiny");
    }

    /** The files were written under the first edition of the universal model. */
    private void run(String model) throws IOException {
        String uri = "bundled:" + (model.equals("universal") ? "universal-1" : model);
        scorer = new Scorer(Models.load(uri), ScorerOptions.defaults(1), 1);
    }

    @Test
    void theFirstFormatGoesOnWithoutANumberLost() throws IOException {
        Slab old = read("slab-v1-tiny.bin");
        assertThat(scorer.layout().fits(old)).isFalse();
        Slab adopted = scorer.adopt(old);
        Slab streamed = streamed();
        assertThat(modelFloats(adopted)).isEqualTo(modelFloats(streamed));
        assertThat(adopted.events()).isEqualTo(EVENTS);
        goesOnNearly(streamed, adopted);
        assertThat(SlabRing.of(adopted).held(adopted)).isEqualTo(100); // it begins with the new
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "universal"})
    void theSecondFormatGoesOnWithAllThatItLearned(String model) throws IOException {
        run(model);
        Slab streamed = streamed();
        Slab adopted = scorer.adopt(read("slab-v2-" + model + ".bin"));
        for (int i = 0; i < KeyClock.SIZE; i++) {
            int at = SlabLayout.CLOCK + i;
            assertThat(adopted.header[at]).as("clock %d", i).isEqualTo(streamed.header[at]);
            at = SlabLayout.START_CLOCK + i;
            assertThat(adopted.header[at]).as("start %d", i).isEqualTo(streamed.header[at]);
        }
        assertThat(events(adopted)).hasSize(2 * 256).isEqualTo(events(streamed));
        if (model.equals("tiny")) {
            assertThat(modelFloats(adopted)).isEqualTo(modelFloats(streamed));
        } else {
            isNear(modelFloats(adopted), modelFloats(streamed));
        }
        goesOnNearly(streamed, adopted);
    }

    /** Up to format 5, what the model reads came from regressions in 64 bits. */
    private static void isNear(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as("number %d", i).isCloseTo(expected[i], within(1e-3f));
        }
    }

    /** Format 3 had no detector; all else goes on to the bit, and the detector knows the ring. */
    @Test
    void theThirdFormatGoesOnAndItsDetectorKnowsTheRing() throws IOException {
        Slab old = read("slab-v3-tiny.bin");
        assertThat(scorer.layout().fits(old)).isFalse();
        Slab adopted = scorer.adopt(old);
        Slab streamed = streamed();
        assertThat(modelFloats(adopted)).isEqualTo(modelFloats(streamed));
        int ring = scorer.layout().ring().doubles();
        int body = scorer.layout().detectorDoublesAt();
        assertThat(Arrays.copyOfRange(adopted.doubles, ring, body))
                .isEqualTo(Arrays.copyOfRange(streamed.doubles, ring, body));
        assertThat(events(adopted)).isEqualTo(events(streamed));
        assertThat(adopted.events()).isEqualTo(streamed.events());
        ScoreOutput one = new ScoreOutput(1);
        ScoreOutput other = new ScoreOutput(1);
        double apart = 0;
        for (int t = EVENTS; t < EVENTS + 100; t++) {
            score(streamed, t, one);
            score(adopted, t, other);
            assertThat(other.expected[0]).isEqualTo(one.expected[0]);
            apart = Math.max(apart, Math.abs(other.severity - one.severity));
        }
        assertThat(apart).as("difference of severities").isLessThan(0.1);
    }

    private float[] modelFloats(Slab slab) {
        return Arrays.copyOf(slab.floats, scorer.layout().ownFloatsOf(0));
    }

    /** Format 4 did not know where values lie; that is judged after 500 events. */
    @Test
    void theFourthFormatGoesOnToTheBit() throws IOException {
        Slab old = read("slab-v4-tiny.bin");
        assertThat(scorer.layout().fits(old)).isFalse();
        Slab streamed = streamed();
        Slab adopted = scorer.adopt(old);
        for (int i = 0; i < SlabLayout.HEADER_LENGTH; i++) {
            if (i != SlabLayout.RING_COUNT) { // an adopted ring begins with its oldest event
                assertThat(adopted.header[i]).as("number %d", i).isEqualTo(streamed.header[i]);
            }
        }
        assertThat(events(adopted)).isEqualTo(events(streamed));
        assertThat(format4(scorer, adopted).floats).isEqualTo(old.floats);
        assertThat(format4(scorer, streamed).floats).isEqualTo(old.floats);
        assertThat(withoutRing(scorer, adopted)).isEqualTo(withoutRing(scorer, old));
        assertThat(format4(scorer, streamed).doubles).isEqualTo(old.doubles);
        ScoreOutput one = new ScoreOutput(1);
        ScoreOutput other = new ScoreOutput(1);
        for (int t = EVENTS; t < EVENTS + 100; t++) {
            score(streamed, t, one);
            score(adopted, t, other);
            assertThat(other.expected[0]).isEqualTo(one.expected[0]);
            assertThat(other.score).as("score of event %d", t).isEqualTo(one.score);
            assertThat(other.pValue).isEqualTo(one.pValue);
            assertThat(other.severity).isEqualTo(one.severity);
        }
    }

    @Test
    void severalFieldsOfTheFourthFormatGoOnToTheBit() throws IOException {
        ScorerOptions options = ScorerOptions.builder(3).build();
        Scorer three = new Scorer(Models.load("bundled:universal-1"), options, 1);
        ScoreOutput one = new ScoreOutput(3);
        ScoreOutput other = new ScoreOutput(3);
        Slab streamed = three.newSlab();
        for (int t = 0; t < 300; t++) {
            three.score(streamed, t * 60_000_000L, three(t), one);
        }
        Slab old = format4(three, streamed);
        assertThat(three.layout().fits(old)).isFalse();
        Slab adopted = three.adopt(old);
        for (int t = 300; t < 500; t++) {
            three.score(streamed, t * 60_000_000L, three(t), one);
            three.score(adopted, t * 60_000_000L, three(t), other);
            assertThat(other.expected).isEqualTo(one.expected);
            assertThat(other.score).as("score of event %d", t).isEqualTo(one.score);
            assertThat(other.severity).isEqualTo(one.severity);
            assertThat(other.shares).isEqualTo(one.shares);
        }
        Slab both = format4(three, streamed);
        assertThat(withoutRing(three, adopted)).isEqualTo(withoutRing(three, both));
        assertThat(format4(three, adopted).floats).isEqualTo(both.floats);
    }

    /** A slab's doubles as format 4 had them. */
    private static double[] withoutRing(Scorer scorer, Slab slab) {
        Slab old = scorer.layout().fits(slab) ? format4(scorer, slab) : slab;
        int ring = scorer.layout().ring().doubles();
        return Arrays.copyOfRange(old.doubles, ring, old.doubles.length);
    }

    private static double[] three(int t) {
        double[] values = new double[3];
        for (int c = 0; c < 3; c++) {
            values[c] = ((t * (7919 + 2 * c)) % 101) / 10.0 + 5 * ((t % 24) < 12 + c ? 1 : -1);
        }
        return values;
    }

    /** A slab as format 4 had it: each detector without its last numbers. */
    private static Slab format4(Scorer scorer, Slab slab) {
        int channels = scorer.options().channels();
        int lessDoubles = 2;
        int lessFloats = 51;
        int alarmDoubles = new KeyAlarm(0.001, channels).doubles();
        int alarmFloats = new KeyAlarm(0.001, channels).floats();
        int doublesAt = scorer.layout().detectorDoublesAt();
        int floatsAt = scorer.layout().detectorFloatsAt();
        int d = (slab.doubles.length - doublesAt - alarmDoubles) / channels;
        int f = (slab.floats.length - floatsAt - alarmFloats) / channels;
        Slab old =
                new Slab(
                        slab.header.length,
                        slab.doubles.length - channels * lessDoubles,
                        slab.floats.length - channels * lessFloats);
        System.arraycopy(slab.header, 0, old.header, 0, old.header.length);
        long floats = old.floats.length;
        old.header[SlabLayout.DETECTOR] =
                old.doubles.length - (long) doublesAt + ((floats - floatsAt) << 32);
        System.arraycopy(slab.doubles, 0, old.doubles, 0, doublesAt);
        System.arraycopy(slab.floats, 0, old.floats, 0, floatsAt);
        for (int c = 0; c < channels; c++) {
            int kept = d - lessDoubles;
            System.arraycopy(
                    slab.doubles, doublesAt + c * d, old.doubles, doublesAt + c * kept, kept);
            kept = f - lessFloats;
            System.arraycopy(slab.floats, floatsAt + c * f, old.floats, floatsAt + c * kept, kept);
        }
        System.arraycopy(
                slab.doubles,
                slab.doubles.length - alarmDoubles,
                old.doubles,
                old.doubles.length - alarmDoubles,
                alarmDoubles);
        System.arraycopy(
                slab.floats,
                slab.floats.length - alarmFloats,
                old.floats,
                old.floats.length - alarmFloats,
                alarmFloats);
        return old;
    }

    @Test
    void theFifthFormatOfAModelWithoutRegressionsGoesOnToTheBit() throws IOException {
        fitsToTheBit("slab-v5-tiny.bin");
    }

    /** Its regressions, corrections and read-out were 64-bit numbers at other places. */
    @Test
    void theFifthFormatGoesOnWithAllThatItLearned() throws IOException {
        run("universal");
        Slab streamed = streamed();
        Slab old = read("slab-v5-universal.bin");
        assertThat(scorer.layout().fits(old)).isFalse();
        Slab adopted = scorer.adopt(old);
        assertThat(events(adopted)).hasSize(2 * 256).isEqualTo(events(streamed));
        isNear(modelFloats(adopted), modelFloats(streamed));
        goesOnNearly(streamed, adopted);
    }

    @Test
    void theSixthFormatOfAModelWithoutARingGoesOnToTheBit() throws IOException {
        fitsToTheBit("slab-v6-tiny.bin");
    }

    /** Its ring had 64-bit numbers alone. */
    @Test
    void theSixthFormatGoesOnWithAllThatItLearned() throws IOException {
        run("universal");
        Slab streamed = streamed();
        Slab old = read("slab-v6-universal.bin");
        assertThat(scorer.layout().fits(old)).isFalse();
        Slab adopted = scorer.adopt(old);
        assertThat(events(adopted)).hasSize(2 * 256).isEqualTo(events(streamed));
        isNear(modelFloats(adopted), modelFloats(streamed));
        ScoreOutput one = new ScoreOutput(1);
        ScoreOutput other = new ScoreOutput(1);
        for (int t = EVENTS; t < EVENTS + 100; t++) {
            score(streamed, t, one);
            score(adopted, t, other);
            double width = one.upper[0] - one.lower[0];
            assertThat(other.expected[0]).isCloseTo(one.expected[0], within(1e-4 * width));
            assertThat(other.upper[0]).isCloseTo(one.upper[0], within(1e-4 * width));
            assertThat(other.severity).isCloseTo(one.severity, within(1e-3));
            assertThat(other.alarm).isEqualTo(one.alarm);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "universal"})
    void theSeventhFormatGoesOnToTheBit(String model) throws IOException {
        run(model);
        fitsToTheBit("slab-v7-" + model + ".bin");
    }

    private void fitsToTheBit(String file) throws IOException {
        Slab read = read(file);
        assertThat(scorer.layout().fits(read)).isTrue();
        Slab streamed = streamed();
        assertThat(read.header).isEqualTo(streamed.header);
        assertThat(read.doubles).isEqualTo(streamed.doubles);
        assertThat(read.floats).isEqualTo(streamed.floats);
    }

    /** {@code -Dupdate.slab=FOLDER} writes those of this build. */
    @Test
    void writesThoseOfThisBuild() throws IOException {
        String folder = System.getProperty("update.slab");
        for (String model : List.of("tiny", "universal")) {
            run(model);
            if (folder != null) {
                String name = "slab-v" + SlabCodec.VERSION + "-" + model + ".bin";
                Files.write(Path.of(folder, name), SlabCodec.encode(streamed()));
            }
        }
    }

    private static List<Double> events(Slab slab) {
        SlabRing ring = SlabRing.of(slab);
        long[] stamps = new long[ring.held(slab)];
        double[][] values = new double[stamps.length][1];
        ring.read(slab, stamps, values);
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < stamps.length; i++) {
            all.add((double) stamps[i]);
            all.add(values[i][0]);
        }
        return all;
    }

    /** Learned under other rules, so not to the bit; a memory that was lost would be far off. */
    private void goesOnNearly(Slab expected, Slab actual) {
        ScoreOutput one = new ScoreOutput(1);
        ScoreOutput other = new ScoreOutput(1);
        for (int t = EVENTS; t < EVENTS + 100; t++) {
            score(expected, t, one);
            score(actual, t, other);
            double width = one.upper[0] - one.lower[0];
            assertThat(other.expected[0]).isCloseTo(one.expected[0], within(0.01 * width));
            assertThat(other.upper[0]).isCloseTo(one.upper[0], within(0.25 * width));
            assertThat(other.lower[0]).isCloseTo(one.lower[0], within(0.25 * width));
            assertThat(other.alarm).isEqualTo(one.alarm);
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

    static Slab read(String name) throws IOException {
        byte[] bytes = bytes(name);
        return SlabCodec.decode(bytes, bytes.length);
    }

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = SlabGoldenTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
