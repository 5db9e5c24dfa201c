package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.detect.anomaly.AnomalyKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Levels, resets, wraps, constants, rare counts and sentinels: alarms at the change, none of it
 * afterwards, and a band that is soon as narrow as it should be.
 */
class ChangesOfValueTest {
    private static final int CHANGE = 1500;
    private static final int EVENTS = 3000;

    private final SequenceModel model;
    private final List<Integer> alarms = new ArrayList<>();
    private final Map<Integer, AnomalyKind> kinds = new HashMap<>();
    private final double[] width = new double[20_000];

    ChangesOfValueTest() throws IOException {
        model = Models.load("bundled:universal");
    }

    private void score(int events, IntToDoubleFunction values) {
        Scorer scorer = new Scorer(model, ScorerOptions.defaults(1), 1);
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(1);
        alarms.clear();
        kinds.clear();
        for (int t = 0; t < events; t++) {
            long time = 1_700_000_000_000_000L + t * 60_000_000L;
            scorer.score(slab, time, new double[] {values.applyAsDouble(t)}, out);
            width[t] = out.upper[0] - out.lower[0];
            if (out.alarm) {
                alarms.add(t);
                kinds.put(t, out.kind);
            }
        }
    }

    /** Alarms at the change and at most {@code most} of them; after 40 events only the odd one. */
    private void oneEpisode(int most, long seed) {
        List<Integer> at = alarms.stream().filter(t -> t >= CHANGE && t < CHANGE + 40).toList();
        assertThat(at).as("at the change, seed %d", seed).hasSizeBetween(1, most).contains(CHANGE);
        assertThat(alarms.stream().filter(t -> t >= CHANGE + 40))
                .as("after the change, seed %d", seed)
                .hasSizeLessThanOrEqualTo(7);
    }

    /** The median band of the 20 events from {@code from} on over that of 200 events before. */
    private double widening(int from) {
        return median(from, from + 20) / median(CHANGE - 200, CHANGE);
    }

    private double median(int from, int to) {
        double[] sorted = IntStream.range(from, to).mapToDouble(t -> width[t]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** In multiples of the noise. */
    @ParameterizedTest
    @ValueSource(doubles = {-15, 25, 200, -40_000, 1e9})
    void aSetPointMoves(double jump) {
        long seed = 71;
        Random random = new Random(seed);
        score(EVENTS, t -> 40 + 0.3 * (random.nextGaussian() + (t < CHANGE ? 0 : jump)));
        oneEpisode(8, seed);
        assertThat(widening(CHANGE + 60)).as("seed %d", seed).isBetween(0.4, 3.0);
        assertThat(widening(CHANGE + 150)).as("seed %d", seed).isBetween(0.4, 2.5);
    }

    @Test
    void aSeasonRises() {
        long seed = 72;
        Random random = new Random(seed);
        score(
                EVENTS,
                t ->
                        9 * Math.sin(t * Math.PI / 12)
                                + 0.4 * random.nextGaussian()
                                + (t < CHANGE ? 0 : 300));
        oneEpisode(10, seed);
        assertThat(widening(CHANGE + 100)).as("seed %d", seed).isBetween(0.4, 3.0);
    }

    @Test
    void aLevelComesBack() {
        long seed = 73;
        Random random = new Random(seed);
        score(EVENTS, t -> random.nextGaussian() + (t >= CHANGE && t < CHANGE + 300 ? 60 : 0));
        assertThat(alarms).contains(CHANGE, CHANGE + 300);
        assertThat(alarms.stream().filter(t -> t >= CHANGE))
                .as("seed %d", seed)
                .hasSizeLessThan(20);
        assertThat(widening(CHANGE + 400)).as("seed %d", seed).isBetween(0.4, 2.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {65_536, 4_294_967_296.0})
    void aCounterWraps(double modulus) {
        long seed = 74;
        Random random = new Random(seed);
        double[] counter = {modulus - 12 * CHANGE};
        score(
                EVENTS,
                t -> {
                    counter[0] += 10 + random.nextInt(5);
                    return counter[0] % modulus;
                });
        int wrap = alarms.stream().filter(t -> t > CHANGE - 20).findFirst().orElseThrow();
        assertThat(wrap).as("seed %d", seed).isBetween(CHANGE - 20, CHANGE + 20);
        assertThat(alarms.stream().filter(t -> t > wrap + 40)).hasSizeLessThanOrEqualTo(7);
        assertThat(widening(wrap + 80)).as("seed %d", seed).isBetween(0.3, 3.0);
    }

    @Test
    void aCounterIsResetAndCountsOn() {
        long seed = 75;
        Random random = new Random(seed);
        double[] counter = {0};
        score(EVENTS, t -> counter[0] = (t == CHANGE ? 0 : counter[0]) + 90 + random.nextInt(20));
        oneEpisode(16, seed);
        assertThat(widening(CHANGE + 80)).as("seed %d", seed).isBetween(0.3, 3.0);
    }

    /** The value is elsewhere from the change on and does not move: only the change is news. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 12, -700})
    void noiseGivesWayToAConstant(double constant) {
        long seed = 76;
        Random random = new Random(seed);
        score(EVENTS, t -> t < CHANGE ? 3 + random.nextGaussian() : constant);
        assertThat(alarms.stream().filter(t -> t >= CHANGE + 40)).as("seed %d", seed).isEmpty();
    }

    @Test
    void noiseGrowsThirtyfold() {
        long seed = 77;
        Random random = new Random(seed);
        score(EVENTS, t -> 5 + (t < CHANGE ? 1 : 30) * random.nextGaussian());
        assertThat(alarms.stream().filter(t -> t >= CHANGE && t < CHANGE + 100))
                .as("seed %d", seed)
                .hasSizeBetween(1, 25);
        assertThat(alarms.stream().filter(t -> t >= CHANGE + 100)).hasSizeLessThanOrEqualTo(8);
        assertThat(widening(CHANGE + 100)).as("seed %d", seed).isBetween(12.0, 75.0);
    }

    /** One row, or a few of them; a twin without them tells what is right afterwards. */
    @ParameterizedTest
    @CsvSource({"-9999, 1", "-999, 3", "65535, 6", "3.4e38, 1", "-1e100, 2", "1e100, 12"})
    void sentinelsTeachNothing(double sentinel, int rows) {
        long seed = 78;
        IntToDoubleFunction clean = season(seed);
        score(EVENTS, clean);
        List<Integer> right = alarms.stream().filter(t -> t >= CHANGE + rows).toList();
        double band = median(CHANGE + rows + 10, CHANGE + rows + 110);
        IntToDoubleFunction twin = season(seed);
        score(
                EVENTS,
                t -> {
                    double value = twin.applyAsDouble(t);
                    return t >= CHANGE && t < CHANGE + rows ? sentinel : value;
                });
        assertThat(alarms).as("seed %d", seed).contains(CHANGE);
        List<Integer> after = alarms.stream().filter(t -> t >= CHANGE + rows).toList();
        assertThat(after.size())
                .as("%s, twin %s, seed %d", after, right, seed)
                .isLessThanOrEqualTo(right.size() + 3);
        assertThat(median(CHANGE + rows + 10, CHANGE + rows + 110) / band)
                .as("seed %d", seed)
                .isBetween(0.7, 2.0);
    }

    private static IntToDoubleFunction season(long seed) {
        Random random = new Random(seed);
        return t -> 50 + 8 * Math.sin(t * Math.PI / 24) + random.nextGaussian();
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 3", "0.01, 4", "0.05, 3", "0.05, 4", "0.3, 3", "0.3, 4",
    })
    void rareCountsAlarmAtTheDeclaredRateAndZerosOnlyIfTheyLast(double mean, long seed) {
        Random random = new Random(seed);
        int[] counts = new int[20_000];
        for (int t = 0; t < counts.length; t++) {
            double product = random.nextDouble();
            while (product > Math.exp(-mean)) {
                counts[t]++;
                product *= random.nextDouble();
            }
        }
        score(counts.length, t -> counts[t]);
        assertThat(alarms.size()).as("declared 20, seed %d", seed).isBetween(10, 40);
        List<AnomalyKind> atZeros =
                alarms.stream().filter(t -> counts[t] == 0).map(kinds::get).toList();
        assertThat(atZeros.stream().filter(kind -> kind != AnomalyKind.FLAT_LINE).count())
                .as("%s at a zero, seed %d", atZeros, seed)
                .isLessThanOrEqualTo(1);
    }

    /** What is seen does not depend on the unit, nor on a large constant beside it. */
    @ParameterizedTest
    @CsvSource({"1e-90, 0", "1e-12, 0", "1e15, 0", "1e90, 0", "1, 1e12"})
    void theUnitChangesNothing(double unit, double offset) {
        long seed = 79;
        score(2600, spiky(new Random(seed)));
        List<Integer> right = List.copyOf(alarms);
        assertThat(right).contains(2500);
        IntToDoubleFunction values = spiky(new Random(seed));
        score(2600, t -> offset + unit * values.applyAsDouble(t));
        assertThat(alarms)
                .as("seed %d", seed)
                .contains(2500)
                .hasSizeLessThanOrEqualTo(right.size() + 2);
    }

    private static IntToDoubleFunction spiky(Random random) {
        return t -> random.nextGaussian() + (t == 2500 ? 30 : 0);
    }
}
