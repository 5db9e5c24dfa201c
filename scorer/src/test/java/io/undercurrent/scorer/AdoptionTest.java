package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.detect.Normaliser;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.ForecastNetwork;
import io.undercurrent.scorer.network.NetworkShapes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a key's state when weights, options or the ring change. */
class AdoptionTest {
    private static final int RING = 96;
    private static final ScorerOptions OPTIONS =
            ScorerOptions.builder(2)
                    .horizon(6)
                    .forecastEvery(5)
                    .alarmRate(0.01)
                    .warmup(40)
                    .ring(RING)
                    .build();

    @SuppressWarnings("ArrayRecordComponent")
    private record Event(long time, double[] values) {}

    private final long seed = System.nanoTime();

    /** Fewer events than the ring has room for: as if the new weights had run all along. */
    @ParameterizedTest
    @CsvSource({
        "bundled:tiny, bundled:tiny?seed=1",
        "bundled:tiny, bundled:universal",
        "bundled:universal-1, bundled:universal",
        "bundled:universal, bundled:universal-medium",
        "bundled:universal, bundled:small"
    })
    void aYoungKeyLosesNothingUnderOtherWeights(String from, String to) throws IOException {
        List<Event> events = events(RING);
        Scorer before = new Scorer(Models.load(from), OPTIONS, 1);
        Scorer after = new Scorer(Models.load(to), OPTIONS, 1);
        Slab adopted = after.adopt(run(before, before.newSlab(), events));
        same(adopted, run(after, after.newSlab(), events));
    }

    /** The oracle: the new weights step by step over the ring, from the scale before it. */
    @Test
    void anOldKeyIsRebuiltFromItsRing() throws IOException {
        List<Event> events = events(500);
        Scorer before = new Scorer(Models.load("bundled:universal"), OPTIONS, 1);
        Scorer after = new Scorer(Models.load("bundled:tiny"), OPTIONS, 1);
        Slab old = run(before, before.newSlab(), events);
        Slab adopted = after.adopt(old);

        List<Event> first = events.subList(0, events.size() - RING);
        Slab start = run(after, after.newSlab(), first);
        Slab expected = after.newSlab();
        System.arraycopy(
                start.header, SlabLayout.CLOCK, expected.header, SlabLayout.CLOCK, KeyClock.SIZE);
        for (int c = 0; c < 2; c++) { // the two models' scales are one function of the values
            int at = after.layout().doublesOf(c) + normaliserAt(after);
            int size = new Normaliser(Normaliser.USUAL_WINDOW).size();
            System.arraycopy(start.doubles, at, expected.doubles, at, size);
        }
        run(after, expected, events.subList(first.size(), events.size()));
        assertThat(adopted.floats).as("seed %d", seed).isEqualTo(expected.floats);
        int own = after.layout().doublesOf(0);
        for (int i = own; i < adopted.doubles.length; i++) {
            assertThat(adopted.doubles[i])
                    .as("seed %d, %d", seed, i)
                    .isEqualTo(expected.doubles[i]);
        }
        assertThat(adopted.events()).isEqualTo(500);
        assertThat(adopted.lastTimeMicros()).isEqualTo(old.lastTimeMicros());
        assertThat(adopted.usualGapMicros()).isEqualTo(old.usualGapMicros());
        Slab again = before.adopt(adopted); // and back: the ring is whole
        assertThat(again.events()).isEqualTo(500);
        assertThat(ring(again)).isEqualTo(ring(old));
    }

    @Test
    void seasonsAndRegressionsOutliveAChangeOfWeights() throws IOException {
        SequenceModel universal = Models.load("bundled:universal");
        SequenceModel retrained = retrained(universal);
        List<Event> events = events(900);
        Scorer before = new Scorer(universal, OPTIONS, 1);
        Scorer after = new Scorer(retrained, OPTIONS, 1);
        Slab old = run(before, before.newSlab(), events);
        Slab adopted = after.adopt(old);
        for (int c = 0; c < 2; c++) {
            assertThat(inputs(before, adopted, c)).isEqualTo(inputs(before, old, c));
            assertThat(learned(before, adopted, c)).isEqualTo(learned(before, old, c));
        }
        assertThat(adopted.floats).isNotEqualTo(old.floats);
        assertThat(adopted.modelHash()).isEqualTo(retrained.hashBits());
        after.score(adopted, old.lastTimeMicros() + 1, new double[2], new ScoreOutput(2));
    }

    @Test
    void seasonsAndRegressionsOfFormat2OutliveAChangeOfWeights() throws IOException {
        SequenceModel universal = Models.load("bundled:universal");
        ScorerOptions options = ScorerOptions.defaults(1);
        Scorer same = new Scorer(universal, options, 1);
        Scorer after = new Scorer(retrained(universal), options, 1);
        Slab kept = same.adopt(SlabGoldenTest.read("slab-v2-universal.bin"));
        Slab adopted = after.adopt(SlabGoldenTest.read("slab-v2-universal.bin"));
        assertThat(inputs(same, adopted, 0)).isEqualTo(inputs(same, kept, 0));
        assertThat(learned(same, adopted, 0)).isEqualTo(learned(same, kept, 0));
        assertThat(adopted.floats).isNotEqualTo(kept.floats);
        after.score(adopted, kept.lastTimeMicros() + 1, new double[1], new ScoreOutput(1));
    }

    /** A channel's causal inputs. */
    private static double[] inputs(Scorer scorer, Slab slab, int channel) {
        ChannelState state = scorer.model().newState(scorer.options(), 1);
        assertThat(state.inputsSize()).isPositive();
        int at = scorer.layout().doublesOf(channel) + state.inputsAt();
        return Arrays.copyOfRange(slab.doubles, at, at + state.inputsSize());
    }

    /** Their 32-bit numbers. */
    private static float[] learned(Scorer scorer, Slab slab, int channel) {
        ChannelState state = scorer.model().newState(scorer.options(), 1);
        assertThat(state.inputsFloats()).isPositive();
        int at = scorer.layout().ownFloatsOf(channel) + state.inputsFloatsAt();
        return Arrays.copyOfRange(slab.floats, at, at + state.inputsFloats());
    }

    /** A slab of format 5 has other places for the same numbers. */
    @Test
    void seasonsAndRegressionsOfFormat5OutliveAChangeOfWeights() throws IOException {
        SequenceModel universal = Models.load("bundled:universal");
        Scorer same = new Scorer(universal, ScorerOptions.defaults(1), 1);
        Scorer after = new Scorer(retrained(universal), ScorerOptions.defaults(1), 1);
        Slab kept = same.adopt(SlabGoldenTest.read("slab-v5-universal.bin"));
        Slab adopted = after.adopt(SlabGoldenTest.read("slab-v5-universal.bin"));
        assertThat(inputs(same, adopted, 0)).isEqualTo(inputs(same, kept, 0));
        assertThat(learned(same, adopted, 0)).isEqualTo(learned(same, kept, 0));
        assertThat(adopted.floats).isNotEqualTo(kept.floats);
        after.score(adopted, kept.lastTimeMicros() + 1, new double[1], new ScoreOutput(1));
    }

    @Test
    void otherOptionsKeepTheModelsState() throws IOException {
        SequenceModel tiny = Models.load("bundled:tiny");
        Scorer before = new Scorer(tiny, OPTIONS, 1);
        Scorer after =
                new Scorer(
                        tiny,
                        ScorerOptions.builder(2)
                                .horizon(12)
                                .quantiles(List.of(0.1, 0.5, 0.9))
                                .forecastEvery(5)
                                .alarmRate(0.01)
                                .warmup(40)
                                .ring(50)
                                .build(),
                        1);
        Slab old = run(before, before.newSlab(), events(300));
        Slab adopted = after.adopt(old);
        assertThat(adopted.floats).isEqualTo(old.floats);
        assertThat(SlabRing.of(adopted).held(adopted)).isEqualTo(50);
    }

    @Test
    void anotherRingChangesNothingElse() throws IOException {
        SequenceModel tiny = Models.load("bundled:tiny");
        List<Event> all = events(400);
        for (int rows : new int[] {0, 30, 200}) {
            Scorer before = new Scorer(tiny, OPTIONS, 1);
            Scorer after = new Scorer(tiny, OPTIONS.toBuilder().ring(rows).build(), 1);
            Slab adopted = after.adopt(run(before, before.newSlab(), all.subList(0, 300)));
            Slab streamed = run(after, after.newSlab(), all.subList(0, 300));
            run(after, adopted, all.subList(300, 400));
            run(after, streamed, all.subList(300, 400));
            assertThat(adopted.floats).isEqualTo(streamed.floats);
            assertThat(body(adopted)).isEqualTo(body(streamed));
            if (rows <= RING) { // a longer one has to fill first
                assertThat(ring(adopted)).as("seed %d", seed).isEqualTo(ring(streamed));
            }
        }
    }

    @Test
    void whatCannotBeRebuiltIsRefused() throws IOException {
        SequenceModel tiny = Models.load("bundled:tiny");
        Scorer none = new Scorer(tiny, OPTIONS.toBuilder().ring(0).build(), 1);
        Slab ringless = run(none, none.newSlab(), events(20));
        Scorer other = new Scorer(Models.load("bundled:tiny?seed=1"), OPTIONS, 1);
        assertThatThrownBy(() -> other.adopt(ringless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keeps no events to rebuild it");
        Scorer wide = new Scorer(tiny, ScorerOptions.defaults(3), 1);
        Scorer before = new Scorer(tiny, OPTIONS, 1);
        assertThatThrownBy(() -> wide.adopt(before.newSlab()))
                .hasMessageContaining("2 value fields and 0 covariates: this scorer has 3 and 0");
    }

    @Test
    void tinyWithEverythingIsBelow24KiBAKey() throws IOException {
        Scorer scorer = new Scorer(Models.load("bundled:tiny"), ScorerOptions.defaults(1), 1);
        assertThat(scorer.options().ring()).isEqualTo(256);
        assertThat(scorer.layout().bytes()).isLessThanOrEqualTo(24 * 1024);
    }

    private static void same(Slab actual, Slab expected) {
        assertThat(actual.header).isEqualTo(expected.header);
        assertThat(actual.doubles).isEqualTo(expected.doubles);
        assertThat(actual.floats).isEqualTo(expected.floats);
    }

    /** Clocks, and all doubles but the ring's values, whose places depend on when it began. */
    private static List<Double> body(Slab slab) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < KeyClock.SIZE; i++) {
            all.add((double) slab.header[SlabLayout.CLOCK + i]);
        }
        SlabRing ring = SlabRing.of(slab);
        for (int i = ring.doubles(); i < slab.doubles.length; i++) {
            all.add(slab.doubles[i]);
        }
        return all;
    }

    private static int normaliserAt(Scorer scorer) {
        int at = 0;
        int ring = 0;
        for (SlabLayout.Component part : scorer.layout().components()) {
            if (part.name().equals("ring of events")) {
                ring = 1;
            } else if (ring == 1 && part.name().equals("normaliser")) {
                return at;
            } else if (ring == 1) {
                at += part.bytes() / 2 / Double.BYTES;
            }
        }
        throw new AssertionError("no normaliser");
    }

    /** The ring's start and its events. */
    private static List<Double> ring(Slab slab) {
        SlabRing ring = SlabRing.of(slab);
        int n = ring.held(slab);
        long[] times = new long[n];
        double[][] values = new double[n][2];
        ring.read(slab, times, values);
        List<Double> all = new ArrayList<>();
        for (int i = 0; n == ring.rows() && i < KeyClock.SIZE; i++) {
            all.add((double) slab.header[SlabLayout.START_CLOCK + i]);
        }
        for (int i = ring.rows() * 2; i < ring.doubles(); i++) {
            all.add(slab.doubles[i]);
        }
        for (int i = 0; i < n; i++) {
            all.add((double) times[i]);
            all.add(values[i][0]);
            all.add(values[i][1]);
        }
        return all;
    }

    private static Slab run(Scorer scorer, Slab slab, List<Event> events) {
        ScoreOutput out = new ScoreOutput(2);
        for (Event event : events) {
            scorer.score(slab, event.time, event.values, out);
        }
        return slab;
    }

    /** Seasonal and noisy, with missing values, uneven gaps and late events. */
    private List<Event> events(int n) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> events = new ArrayList<>();
        long time = 1_000_000;
        for (int t = 0; t < n; t++) {
            time += 900_000 + random.nextInt(200_000);
            long at = random.nextInt(20) == 0 ? time - 3_000_000 : time;
            double first = Math.sin(t * Math.PI / 12) * 10 + random.nextGaussian();
            double second = random.nextInt(8) == 0 ? Double.NaN : 100 + random.nextGaussian();
            events.add(
                    new Event(
                            at,
                            new double[] {random.nextInt(30) == 0 ? Double.NaN : first, second}));
        }
        return events;
    }

    /** The same tokens and sizes, weights a little off. */
    private static SequenceModel retrained(SequenceModel model) {
        ForecastNetwork network = ((ForecastModel) model).network();
        Map<String, int[]> shapes = NetworkShapes.of(network.config());
        Map<String, float[]> values = new LinkedHashMap<>();
        for (String name : shapes.keySet()) {
            float[] w = network.parameters().get(name).clone();
            for (int i = 0; i < w.length; i++) {
                w[i] *= 1.01f;
            }
            values.put(name, w);
        }
        Parameters<float[]> parameters = new Parameters<>(shapes, values);
        return SequenceModel.trained(
                "retrained", new ForecastNetwork(network.config(), network.tokens(), parameters));
    }
}
