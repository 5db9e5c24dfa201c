package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The whole scorer on stationary streams and on extreme ones. */
class StreamsOfAllKindsTest {
    private static final int WARMUP = 128;

    private final SequenceModel model;

    StreamsOfAllKindsTest() throws IOException {
        model = Models.load(uri());
    }

    /** Which model; JUnit wants a single constructor. */
    String uri() {
        return "bundled:tiny";
    }

    private record Kind(String name, IntToDoubleFunction value) {}

    @TestFactory
    Stream<DynamicTest> theAlarmRateStaysWithinAFactorTwoOfTheDeclaredOne() {
        long seed = System.nanoTime();
        return Stream.of(0.01, 0.002)
                .flatMap(
                        rate ->
                                stationary(new SplittableRandom(seed))
                                        .map(
                                                kind ->
                                                        DynamicTest.dynamicTest(
                                                                kind.name() + " at " + rate,
                                                                () -> rate(kind, rate, seed))));
    }

    private void rate(Kind kind, double rate, long seed) {
        int n = (int) (150 / rate);
        Scorer scorer = new Scorer(model, options(rate), 1);
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(1);
        int alarms = 0;
        for (int i = 0; i < n + WARMUP; i++) {
            scorer.score(slab, i * 1_000_000L, new double[] {kind.value().applyAsDouble(i)}, out);
            alarms += out.alarm ? 1 : 0;
        }
        assertThat((double) alarms / n)
                .as("%s, declared %s, seed %d", kind.name(), rate, seed)
                .isBetween(rate / 2, rate * 2);
    }

    private static Stream<Kind> stationary(SplittableRandom random) {
        double[] last = {0};
        return Stream.of(
                new Kind("normal", i -> 100 + random.nextGaussian()),
                new Kind("exponential", i -> -Math.log(1 - random.nextDouble())),
                new Kind("uniform", i -> random.nextDouble() * 1e-6),
                new Kind(
                        "autoregressive",
                        i -> last[0] = 0.9 * last[0] + 1e6 * random.nextGaussian()),
                new Kind("seasonal", i -> 5 * Math.sin(i * Math.PI / 24) + random.nextGaussian()));
    }

    @TestFactory
    Stream<DynamicTest> extremeStreamsStayFinite() {
        SplittableRandom random = new SplittableRandom(5);
        return Stream.of(
                        new Kind("constant", i -> 42),
                        new Kind("constant zero", i -> 0),
                        new Kind("constant, then a step", i -> i < 2000 ? 1e9 : 1e9 + 1),
                        new Kind("huge", i -> 1e300 * random.nextGaussian()),
                        new Kind("tiny", i -> 1e-300 * random.nextGaussian()),
                        new Kind("exploding", i -> Math.pow(1.2, i % 3000)),
                        new Kind("largest", i -> i % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE),
                        new Kind("often missing", i -> i % 3 == 0 ? i : Double.NaN))
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> finite(kind)));
    }

    private void finite(Kind kind) {
        ScorerOptions options = options(0.001);
        Scorer scorer = new Scorer(model, options, 1);
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(1);
        ForecastOutput forecast = new ForecastOutput(options);
        for (int i = 0; i < 5000; i++) {
            scorer.score(slab, i * 1_000L, new double[] {kind.value().applyAsDouble(i)}, out);
            assertThat(out.score).as("event %d", i).isBetween(0.0, 1.0);
            assertThat(out.pValue).as("event %d", i).isBetween(0.0, 1.0);
            assertThat(out.expected[0])
                    .as("event %d", i)
                    .isNotIn(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
            if (i > 0) {
                assertThat(out.expected[0]).as("event %d", i).isFinite();
            }
            if (i % 37 == 0) {
                byte[] bytes = SlabCodec.encode(slab);
                scorer.adopt(SlabCodec.decode(bytes, bytes.length)); // it is not taken as damaged
            }
            if (i % 100 == 99) {
                assertThat(scorer.forecast(slab, forecast)).isTrue();
                for (double quantile : forecast.quantiles[0]) {
                    assertThat(quantile).as("event %d", i).isFinite();
                }
            }
        }
    }

    @Test
    void aYoungKeyIsForecastNearItsDataAndSoonWell() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Scorer scorer = new Scorer(model, options(0.001), 1);
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(1);
        ForecastOutput forecast = new ForecastOutput(options(0.001));
        double early = 0;
        double later = 0;
        for (int i = 0; i < 300; i++) {
            double value = 10 * Math.sin(i / 7.0) + 0.5 * random.nextGaussian();
            scorer.score(slab, i * 1_000_000L, new double[] {value}, out);
            if (i > 0 && i < 128) {
                early = Math.max(early, Math.abs(out.expected[0]));
                assertThat(scorer.forecast(slab, forecast)).isTrue();
                for (double median : forecast.median[0]) {
                    early = i < 95 ? Math.max(early, Math.abs(median)) : early;
                }
            } else if (i >= 200) {
                later += Math.abs(out.expected[0] - value) / 100;
                assertThat(out.upper[0] - out.lower[0]).as("seed %d", seed).isLessThan(20);
            }
        }
        assertThat(early).as("seed %d", seed).isLessThan(40);
        assertThat(later).as("seed %d", seed).isLessThan(1);
    }

    private static ScorerOptions options(double rate) {
        return ScorerOptions.builder(1)
                .horizon(8)
                .forecastEvery(1_000_000)
                .alarmRate(rate)
                .warmup(WARMUP)
                .build();
    }
}
