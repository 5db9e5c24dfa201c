package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memories of keys whose clocks were wrong: the same whichever way they come about. */
class WrongClocksTest {
    private static final int N = 700;
    private static final ScorerOptions OPTIONS =
            ScorerOptions.builder(1)
                    .horizon(3)
                    .forecastEvery(5)
                    .alarmRate(0.01)
                    .warmup(40)
                    .ring(64)
                    .build();

    private final long seed = System.nanoTime();
    private boolean forecasts = true; // what is rebuilt has made none
    private final long[] times = new long[N];
    private final double[][] values = new double[N][];

    /** Wrong clocks, far and near, a first event among them, and also late events. */
    private void plant() {
        SplittableRandom random = new SplittableRandom(seed);
        long real = 1_700_000_000_000_000L;
        int wrong = random.nextInt(3);
        long ahead = 0;
        for (int i = 0; i < N; i++) {
            real += 50_000_000 + random.nextInt(20_000_000);
            wrong = wrong == 0 && random.nextInt(40) == 0 ? 1 + random.nextInt(20) : wrong;
            ahead = wrong > 0 && ahead == 0 ? 60_000_000L * (1L << random.nextInt(1, 25)) : ahead;
            times[i] = real + ahead - (random.nextInt(30) == 0 ? 100_000_000 : 0);
            values[i] = new double[] {i % 50 == 7 ? Double.NaN : random.nextDouble() + i % 4};
            wrong = Math.max(0, wrong - 1);
            ahead = wrong == 0 ? 0 : ahead;
        }
    }

    /** One by one; where late ones are refused, null stands for their score. */
    private List<Double> stream(Scorer scorer, Slab slab, boolean refuses, int from, int to) {
        List<Double> scores = new ArrayList<>();
        ScoreOutput out = new ScoreOutput(1);
        for (int i = from; i < to; i++) {
            if (refuses && Scorer.isLate(slab, times[i])) {
                Scorer.refuse(slab, times[i]);
                scores.add(null);
                continue;
            }
            scorer.score(slab, times[i], values[i], out);
            if (out.forecastDue && forecasts) {
                scorer.forecast(slab, new ForecastOutput(OPTIONS));
            }
            scores.add(out.expected[0]);
        }
        return scores;
    }

    @ParameterizedTest
    @CsvSource({
        "bundled:tiny, true",
        "bundled:tiny, false",
        "bundled:universal, true",
        "bundled:universal, false"
    })
    void inPassesSavedBatchedAndOneByOneTheyAreTheSame(String model, boolean refuses)
            throws IOException {
        plant();
        Scorer scorer = new Scorer(Models.load(model), OPTIONS, 1);
        Slab alone = scorer.newSlab();
        List<Double> scores = stream(scorer, alone, refuses, 0, N);
        assertThat(scores.contains(null)).as("seed %d", seed).isEqualTo(refuses);
        Slab passed = passed(scorer, refuses);
        same(passed, alone);
        SplittableRandom random = new SplittableRandom(seed);
        Slab saved = scorer.newSlab();
        List<Double> again = new ArrayList<>();
        for (int i = 0; i < N; ) {
            int to = Math.min(N, i + random.nextInt(30));
            again.addAll(stream(scorer, saved, refuses, i, to));
            byte[] bytes = SlabCodec.encode(saved);
            saved = SlabCodec.decode(bytes, bytes.length);
            i = to;
        }
        same(saved, alone);
        assertThat(again).as("seed %d", seed).isEqualTo(scores);
    }

    private Slab passed(Scorer scorer, boolean refuses) {
        Slab passed = scorer.newSlab();
        KeyTimes clock = new KeyTimes(passed);
        ChunkedPass pass = new ChunkedPass(scorer);
        SplittableRandom random = new SplittableRandom(seed);
        long[] stamps = new long[N];
        double[][] taken = new double[N][];
        int n = 0;
        for (int i = 0; i < N; i++) {
            if (refuses && clock.isLate(times[i])) {
                clock.refuse(times[i]);
                continue;
            }
            taken[n] = values[i];
            stamps[n++] = clock.take(times[i]);
            if (random.nextInt(100) == 0) {
                pass.stream(passed, n, stamps, taken);
                clock.tell(passed);
                clock = new KeyTimes(passed);
                n = 0;
            }
        }
        pass.stream(passed, n, stamps, taken);
        clock.tell(passed);
        return passed;
    }

    /** A key that fits its ring is rebuilt to what it would be; any other keeps its clock. */
    @ParameterizedTest
    @CsvSource({"true, 64", "false, 64", "true, 700", "false, 700"})
    void otherWeightsKeepTheClock(boolean refuses, int events) throws IOException {
        plant();
        forecasts = false;
        Scorer before = new Scorer(Models.load("bundled:universal"), OPTIONS, 1);
        Scorer after = new Scorer(Models.load("bundled:tiny"), OPTIONS, 1);
        Slab old = before.newSlab();
        stream(before, old, refuses, 0, events);
        Slab adopted = after.adopt(old);
        Slab streamed = after.newSlab();
        stream(after, streamed, refuses, 0, events);
        if (events == 64) {
            same(adopted, streamed);
        }
        for (int i = SlabLayout.CLOCK; i < adopted.header.length; i++) {
            boolean clock = i < SlabLayout.CONFIG_HASH || i >= SlabLayout.START_CLOCK;
            boolean ring = i >= SlabLayout.HEADER_LENGTH; // it begins where it began
            boolean model =
                    (i >= SlabLayout.INPUTS_HASH && i < SlabLayout.JUMPS)
                            || i == SlabLayout.DETECTOR;
            if (clock && !ring && !model) {
                assertThat(adopted.header[i])
                        .as("seed %d, header %d", seed, i)
                        .isEqualTo(old.header[i]);
            }
        }
        Slab back = before.adopt(adopted);
        assertThat(back.lastTimeMicros()).isEqualTo(old.lastTimeMicros());
        long[] ring = new long[64];
        new SlabView(back).read(ring, new double[64][1]);
        assertThat(ring[new SlabView(back).held() - 1]).isIn(boxed());
    }

    private List<Long> boxed() {
        List<Long> boxed = new ArrayList<>();
        for (long time : times) {
            boxed.add(time);
        }
        return boxed;
    }

    private void same(Slab actual, Slab expected) {
        assertThat(actual.header).as("seed %d", seed).isEqualTo(expected.header);
        assertThat(actual.doubles).as("seed %d", seed).isEqualTo(expected.doubles);
        assertThat(actual.floats).as("seed %d", seed).isEqualTo(expected.floats);
    }
}
