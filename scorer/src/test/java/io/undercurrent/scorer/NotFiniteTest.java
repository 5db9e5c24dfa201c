package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.undercurrent.scorer.ScoreOutput.Status;
import io.undercurrent.scorer.network.ModelTrunk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A forecast that is not finite: a status of its own, and the key recovers. */
class NotFiniteTest {
    private static final int WARM_UP = 20;
    private static final int EVENTS = 300;
    private static final ScorerOptions OPTIONS =
            ScorerOptions.builder(2).horizon(6).forecastEvery(5).warmup(WARM_UP).ring(64).build();

    private final double[][] values = new double[2 * EVENTS][2];

    NotFiniteTest() {
        Random random = new Random(7);
        for (int t = 0; t < values.length; t++) {
            values[t][0] = Math.sin(t / 5.0) + 0.1 * random.nextGaussian();
            values[t][1] = t % 17 == 3 ? Double.NaN : 100 + random.nextGaussian();
        }
    }

    private static Scorer scorer(String model, boolean half) throws IOException {
        return new Scorer(
                Models.load("bundled:" + model), OPTIONS.toBuilder().halfStates(half).build(), 1);
    }

    private void score(Scorer scorer, Slab slab, int t, ScoreOutput out) {
        scorer.score(slab, 1_000_000L * t, values[t], out);
    }

    private Slab run(Scorer scorer, int events) {
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(2);
        for (int t = 0; t < events; t++) {
            score(scorer, slab, t, out);
        }
        return slab;
    }

    /** Spoils the second channel's recurrent state, as an overflow would. */
    private static void spoil(Scorer scorer, Slab slab) {
        float[] states = scorer.modelStates().load(slab, 1, 1);
        int from = scorer.modelStates().offset(1);
        ModelTrunk trunk = scorer.model().trunk();
        int size = trunk.convFloats() + trunk.ssmFloats();
        Arrays.fill(states, from, from + size, Float.NaN);
        scorer.modelStates().store(slab, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "universal"})
    void theEventIsUnpredictedAndTheKeyWarmsUpAgain(String model) throws IOException {
        for (boolean half : new boolean[] {false, true}) {
            Scorer scorer = scorer(model, half);
            Slab sound = run(scorer, EVENTS);
            Slab slab = sound.copy();
            spoil(scorer, slab);
            ScoreOutput out = new ScoreOutput(2);
            score(scorer, slab, EVENTS, out);
            assertThat(out.status).as("judged by the forecast before").isEqualTo(Status.SCORED);
            score(scorer, slab, EVENTS + 1, out);
            assertThat(out.status).isEqualTo(Status.UNPREDICTED);
            assertThat(out.alarm).isFalse();
            assertThat(new double[] {out.score, out.pValue, out.channel}).containsExactly(0, 1, -1);
            assertThat(out.expected[1]).isNaN();
            assertThat(out.lower[1]).isNaN();
            assertThat(out.upper[1]).isNaN();
            assertThat(out.expected[0]).as("the other channel's").isFinite();
            for (int t = EVENTS + 2; t < EVENTS + 1 + WARM_UP; t++) {
                score(scorer, slab, t, out);
                assertThat(out.status).as("event %d", t).isEqualTo(Status.WARMUP);
                assertThat(out.expected[1]).isFinite();
            }
            score(scorer, slab, EVENTS + 1 + WARM_UP, out);
            assertThat(out.status).isEqualTo(Status.SCORED);
            double width = out.upper[1] - out.lower[1];
            ScoreOutput usual = new ScoreOutput(2);
            for (int t = EVENTS; t <= EVENTS + 1 + WARM_UP; t++) {
                score(scorer, sound, t, usual);
            }
            assertThat(width)
                    .as("the errors learned before are still known")
                    .isCloseTo(usual.upper[1] - usual.lower[1], within(width / 2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "universal"})
    void noSuchForecastIsGiven(String model) throws IOException {
        Scorer scorer = scorer(model, false);
        Slab slab = run(scorer, EVENTS);
        ForecastOutput forecast = new ForecastOutput(OPTIONS);
        assertThat(scorer.forecast(slab, forecast)).isTrue();
        assertThat(forecast.notFinite).isFalse();
        spoil(scorer, slab);
        score(scorer, slab, EVENTS, new ScoreOutput(2));
        assertThat(scorer.forecast(slab, forecast)).isFalse();
        assertThat(forecast.notFinite).isTrue();
        score(scorer, slab, EVENTS + 1, new ScoreOutput(2));
        assertThat(scorer.forecast(slab, forecast)).isTrue();
        assertThat(forecast.notFinite).isFalse();
        Slab fresh = scorer.newSlab();
        assertThat(scorer.forecast(fresh, forecast)).isFalse();
        assertThat(forecast.notFinite).as("no value yet").isFalse();
    }

    /** A forecast of several steps may overflow in a later one; the first is finite then. */
    @Test
    void aPathThatEndsInNanIsNotGivenAndLeavesNoTrace() throws IOException {
        Scorer scorer = scorer("tiny", false);
        Slab slab = run(scorer, EVENTS);
        spoil(scorer, slab);
        ForecastOutput forecast = new ForecastOutput(OPTIONS);
        double[] before = slab.doubles.clone();
        assertThat(scorer.forecast(slab, forecast)).isFalse();
        assertThat(forecast.notFinite).isTrue();
        int own = scorer.layout().doublesOf(1);
        assertThat(Arrays.copyOfRange(slab.doubles, own, own + scorer.layout().channelDoubles))
                .isEqualTo(Arrays.copyOfRange(before, own, own + scorer.layout().channelDoubles));
    }

    /**
     * Scores the next events one by one and again in chunks, and compares the slabs.
     *
     * @param out receives the last event's result
     * @return events that were not predicted
     */
    private int scoreAndReplay(Scorer scorer, Slab slab, int n, ScoreOutput out) {
        Slab chunked = slab.copy();
        KeyTimes times = new KeyTimes(chunked);
        long[] stamps = new long[n];
        double[][] rows = new double[n][];
        int unpredicted = 0;
        for (int i = 0; i < n; i++) {
            stamps[i] = times.take(1_000_000L * (EVENTS + i));
            rows[i] = values[EVENTS + i];
            score(scorer, slab, EVENTS + i, out);
            unpredicted += out.status == Status.UNPREDICTED ? 1 : 0;
            if (i > 1) {
                assertThat(out.expected[1]).as("event %d", i).isFinite();
            }
        }
        new ChunkedPass(scorer).run(chunked, n, stamps, rows);
        times.tell(chunked);
        assertThat(chunked.header).isEqualTo(slab.header);
        assertThat(chunked.doubles).as("a replay gives the same bits").isEqualTo(slab.doubles);
        assertThat(chunked.floats).isEqualTo(slab.floats);
        return unpredicted;
    }

    /** A replay in chunks, as in bootstrap and in a change of model, gives the same slab. */
    @ParameterizedTest
    @ValueSource(strings = {"tiny", "universal"})
    void chunksGiveTheSameBits(String model) throws IOException {
        for (boolean half : new boolean[] {false, true}) {
            Scorer scorer = scorer(model, half);
            Slab one = run(scorer, EVENTS);
            spoil(scorer, one);
            assertThat(scoreAndReplay(scorer, one, 200, new ScoreOutput(2))).isEqualTo(1);
        }
    }

    /** Spoils what the second channel's read-out has learned, as an overflow would. */
    private static void spoilReadout(Scorer scorer, Slab slab) {
        NumberState state = (NumberState) scorer.model().newState(OPTIONS, 2);
        int own = scorer.layout().doublesOf(1);
        if (state instanceof ChannelReadout readout) {
            int end = own + readout.parts().get(0).doubles();
            int from = end - readout.rls.size();
            Arrays.fill(slab.doubles, from, end - 1, Double.NaN); // the last one is an index
            return;
        }
        int last = state.parts().size() - 1;
        ChannelState.Part readout = state.parts().get(last);
        int end = own + scorer.layout().channelDoubles;
        Arrays.fill(slab.doubles, end - readout.doubles(), end, Double.NaN);
        int floats = state.parts().stream().mapToInt(ChannelState.Part::floats).sum();
        int endFloats = scorer.layout().ownFloatsOf(1) + floats;
        int n = 1;
        while (n + n * (n + 1) / 2 + n + 1 < readout.floats()) {
            n++;
        }
        Arrays.fill(
                slab.floats,
                endFloats - readout.floats() + n, // behind the pending features
                endFloats - 1, // the last one is an index
                Float.NaN);
    }

    /** One event at most is not predicted; then the key warms up and is scored as before. */
    @ParameterizedTest
    @ValueSource(strings = {"tiny", "universal"})
    void aReadoutThatOverflowedStartsAgain(String model) throws IOException {
        Scorer scorer = scorer(model, false);
        Slab slab = run(scorer, EVENTS);
        spoilReadout(scorer, slab);
        byte[] bytes = SlabCodec.encode(slab);
        slab = scorer.adopt(SlabCodec.decode(bytes, bytes.length));
        ScoreOutput out = new ScoreOutput(2);
        int unpredicted = scoreAndReplay(scorer, slab, 100, out);
        assertThat(unpredicted).isEqualTo(model.equals("tiny") ? 1 : 0);
        assertThat(out.status).isEqualTo(Status.SCORED);
        assertThat(out.severity).isPositive();
    }

    /** Builds before this status left such slabs; nothing in them ever became finite again. */
    @ParameterizedTest
    @ValueSource(strings = {"tiny", "universal"})
    void aSlabThatAnEarlierBuildLeftRecovers(String model) throws IOException {
        Scorer scorer = scorer(model, false);
        Slab slab = run(scorer, EVENTS);
        NumberState state = (NumberState) Models.load("bundled:" + model).newState(OPTIONS, 1);
        spoil(scorer, slab);
        int own = scorer.layout().doublesOf(1);
        slab.doubles[own + NumberState.EXPECTED] = Double.NaN;
        slab.doubles[own + state.markAt()] = Double.NaN;
        int at = scorer.layout().ownFloatsOf(1);
        for (ChannelState.Part part : state.parts()) {
            if (part.name().equals("read-out") && model.equals("universal")) {
                Arrays.fill(slab.floats, at, at + 10, Float.NaN); // its pending features
            }
            at += part.floats();
        }
        Slab read = scorer.adopt(SlabCodec.decode(SlabCodec.encode(slab), SlabCodec.bytes(slab)));
        ScoreOutput out = new ScoreOutput(2);
        score(scorer, read, EVENTS, out);
        assertThat(out.status).isEqualTo(Status.UNPREDICTED);
        score(scorer, read, EVENTS + 1, out);
        assertThat(out.status).isEqualTo(Status.WARMUP);
        assertThat(out.expected[1]).isFinite();
    }

    @Test
    void itAllocatesNothing() throws IOException {
        Scorer scorer = scorer("tiny", false);
        Slab slab = run(scorer, EVENTS);
        ScoreOutput out = new ScoreOutput(2);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        int unpredicted = 0;
        for (int attempt = 0; attempt < 200 && least >= 100; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                slab.floats[scorer.layout().ownFloatsOf(0) - 1] = Float.NaN;
                long time = 10_000_000_000L + 100L * attempt + i;
                scorer.score(slab, time, values[i], out);
                unpredicted += out.status == Status.UNPREDICTED ? 1 : 0;
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(unpredicted).as("every second event").isGreaterThan(40);
        assertThat(least).isLessThan(100);
    }
}
