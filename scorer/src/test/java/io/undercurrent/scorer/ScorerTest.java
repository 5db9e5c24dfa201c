package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.undercurrent.scorer.ScoreOutput.Status;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private final SequenceModel model;
    private final ScorerOptions options =
            ScorerOptions.builder(2).horizon(6).forecastEvery(5).alarmRate(0.01).warmup(40).build();

    ScorerTest() throws IOException {
        model = Models.load(uri());
    }

    /** Which model; JUnit wants a single constructor. */
    String uri() {
        return "bundled:tiny";
    }

    @Test
    void batchesOfAnyCompositionGiveTheSameBits() {
        int keys = 7;
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Scorer single = new Scorer(model, options, 1);
        Scorer batched = new Scorer(model, options, keys);
        Slab[] alone = new Slab[keys];
        Slab[] together = new Slab[keys];
        ScoreOutput[] outputs = new ScoreOutput[keys];
        for (int k = 0; k < keys; k++) {
            alone[k] = single.newSlab();
            together[k] = batched.newSlab();
            outputs[k] = new ScoreOutput(2);
        }
        ScoreOutput expected = new ScoreOutput(2);
        for (int round = 0; round < 60; round++) {
            int first = random.nextInt(keys);
            int n = 1 + random.nextInt(keys - first);
            Slab[] slabs = new Slab[n];
            long[] times = new long[n];
            double[][] values = new double[n][];
            for (int b = 0; b < n; b++) {
                slabs[b] = together[first + b];
                times[b] = round * 1_000_000L + random.nextInt(1000);
                double missing = random.nextInt(9) == 0 ? Double.NaN : random.nextDouble();
                values[b] = new double[] {Math.sin(round) + random.nextDouble(), missing};
            }
            batched.scoreBatch(n, slabs, times, values, outputs);
            for (int b = 0; b < n; b++) {
                single.score(alone[first + b], times[b], values[b], expected);
                assertThat(alone[first + b].floats).as("seed %d", seed).isEqualTo(slabs[b].floats);
                assertThat(alone[first + b].doubles)
                        .as("seed %d", seed)
                        .isEqualTo(slabs[b].doubles);
                assertThat(outputs[b].score).isEqualTo(expected.score);
                assertThat(outputs[b].expected).isEqualTo(expected.expected);
                assertThat(outputs[b].lower).isEqualTo(expected.lower);
            }
        }
    }

    @Test
    void aForecastLeavesTheLiveStateAlone() {
        Scorer scorer = new Scorer(model, options, 1);
        Slab slab = run(scorer, 100);
        float[] states = slab.floats.clone();
        ForecastOutput forecast = new ForecastOutput(options);
        assertThat(scorer.forecast(slab, forecast)).isTrue();
        assertThat(slab.floats).isEqualTo(states);
        int levels = options.quantiles().size();
        for (int h = 0; h < options.horizon(); h++) {
            for (int k = 1; k < levels; k++) {
                double[] quantiles = forecast.quantiles[0];
                assertThat(quantiles[h * levels + k])
                        .isGreaterThanOrEqualTo(quantiles[h * levels + k - 1]);
            }
        }
    }

    @Test
    void statusesSayHowAnEventWasTreated() {
        Scorer scorer = new Scorer(model, options, 1);
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(2);
        scorer.score(slab, 0, new double[] {Double.NaN, Double.NaN}, out);
        assertThat(out.status).isEqualTo(Status.MISSING);
        assertThat(out.forecastDue).isFalse();
        for (int i = 1; i <= 40; i++) {
            scorer.score(slab, i, new double[] {i % 3, Double.NaN}, out);
            assertThat(out.status).isEqualTo(Status.WARMUP);
            assertThat(out.alarm).isFalse();
        }
        scorer.score(slab, 41, new double[] {1, 2}, out);
        assertThat(out.status).isEqualTo(Status.SCORED);
        assertThat(Scorer.isLate(slab, 40)).isTrue();
        scorer.score(slab, 40, new double[] {1, 2}, out);
        assertThat(out.status).isEqualTo(Status.LATE);
        assertThat(slab.lastTimeMicros()).isEqualTo(41);
        assertThat(slab.events()).isEqualTo(43);
    }

    @Test
    void anAlarmStartsAnEpisodeAndOnlyItsScoreIsOneHalfOrMore() {
        Scorer scorer =
                new Scorer(
                        model,
                        ScorerOptions.builder(1)
                                .horizon(1)
                                .forecastEvery(1000)
                                .alarmRate(0.02)
                                .warmup(50)
                                .build(),
                        1);
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(1);
        SplittableRandom random = new SplittableRandom(11);
        int alarms = 0;
        int found = 0;
        int newest = Integer.MIN_VALUE / 2;
        for (int i = 0; i < 5000; i++) {
            double value = random.nextGaussian() + (i % 400 == 399 ? 9 : 0);
            scorer.score(slab, i, new double[] {value}, out);
            if (out.status != Status.SCORED) {
                continue;
            }
            assertThat(out.alarm).isEqualTo(out.score >= 0.5);
            if (out.alarm) {
                assertThat(i - newest).as("events since an alarm").isGreaterThan(5);
                newest = i;
                found += i % 400 == 399 ? 1 : 0;
                alarms++;
            }
            assertThat(out.score).isBetween(0.0, 1.0);
            assertThat(out.severity).isBetween(0.0, 1.0);
        }
        assertThat(alarms).as("2% of 5000").isBetween(70, 130);
        assertThat(found).as("of 12 spikes").isGreaterThanOrEqualTo(10);
    }

    @Test
    void slabsOfOtherModelsAndRepeatedKeysAreRefused() throws IOException {
        Scorer scorer = new Scorer(model, options, 2);
        Slab other = new Scorer(Models.load("bundled:tiny?seed=1"), options, 1).newSlab();
        ScoreOutput out = new ScoreOutput(2);
        assertThatThrownBy(() -> scorer.score(other, 0, new double[2], out))
                .hasMessageContaining("another model");
        Slab slab = scorer.newSlab();
        assertThatThrownBy(
                        () ->
                                scorer.scoreBatch(
                                        2,
                                        new Slab[] {slab, slab},
                                        new long[2],
                                        new double[2][2],
                                        new ScoreOutput[] {out, out}))
                .hasMessageContaining("same key");
    }

    @Test
    void anEventAllocatesNothing() {
        Scorer scorer = new Scorer(model, options, 1);
        Slab slab = run(scorer, 3000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ScoreOutput out = new ScoreOutput(2);
        ForecastOutput forecast = new ForecastOutput(options);
        double[] values = {0.5, 0.25};
        long least = Long.MAX_VALUE;
        // A busy machine compiles late, and what is interpreted allocates.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (int attempt = 0; attempt < 5 || least >= 200; attempt++) {
            if (attempt >= 5 && System.nanoTime() > deadline) {
                break;
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 200; i++) {
                scorer.score(slab, 10_000_000_000L + 200L * attempt + i, values, out);
                scorer.forecast(slab, forecast);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // The measurement itself may cost a few bytes, an event none.
        assertThat(least).isLessThan(200);
    }

    private static Slab run(Scorer scorer, int events) {
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(2);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < events; i++) {
            scorer.score(
                    slab,
                    i * 1_000_000L,
                    new double[] {Math.sin(i / 5.0), random.nextDouble()},
                    out);
        }
        return slab;
    }
}
