package io.undercurrent.lab.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first 2,000 series hold every ingredient, and their values are as the priors promise. */
class SyntheticVarietyTest {
    private static final long SEED = 7;
    private static final int COUNT = 2_000;
    private static final int LENGTH = 512;

    /** Every ingredient in every variety. */
    private static final List<String> INGREDIENTS =
            List.of(
                    "autoregression: arma",
                    "autoregression: near unit root",
                    "autoregression: oscillating",
                    "autoregression: stationary",
                    "bounds: capacity",
                    "bounds: floor",
                    "bounds: positive only",
                    "bursts: decaying shots",
                    "bursts: on and off",
                    "bursts: self-exciting",
                    "causal graph: last node",
                    "chaos: logistic map",
                    "chaos: mackey-glass",
                    "congestion: rush hours",
                    "constant",
                    "counts: negative binomial",
                    "counts: poisson",
                    "cycles: duty cycle",
                    "cycles: duty cycle, jittered",
                    "cycles: pulses",
                    "cycles: pulses, jittered",
                    "cycles: sawtooth",
                    "cycles: sawtooth, jittered",
                    "cycles: thermostat",
                    "cycles: thermostat, jittered",
                    "daily season: double peak",
                    "daily season: night floor",
                    "daily season: office hours",
                    "daily season: ragged",
                    "daily season: smooth",
                    "daily season: spiky",
                    "diffusion: long memory",
                    "diffusion: ornstein-uhlenbeck",
                    "diffusion: random walk",
                    "events: decaying",
                    "events: standing",
                    "events: swelling",
                    "evolving season: seasonal autoregression",
                    "faults: dropouts to zero",
                    "faults: spikes",
                    "faults: stuck",
                    "intermittent demand: continuous",
                    "intermittent demand: whole",
                    "level shift: permanent",
                    "level shift: temporary",
                    "missing: at random",
                    "missing: short outages",
                    "missing: stretches",
                    "mixture: several processes",
                    "noise: none",
                    "periodic season: night floor",
                    "periodic season: ragged",
                    "periodic season: smooth",
                    "periodic season: smooth, phase drift",
                    "periodic season: smooth, modulated",
                    "periodic season: spiky",
                    "periodic season: steps",
                    "random function: sum",
                    "random function: sum and product",
                    "regimes: hidden markov chain",
                    "rounding: to a grid",
                    "scale: affine",
                    "scale: affine, negative",
                    "scale: anchored at zero",
                    "season: multiplicative with level",
                    "smoothing: exponential",
                    "smoothing: moving mean",
                    "smoothing process: level",
                    "smoothing process: level and season",
                    "smoothing process: trend",
                    "smoothing process: trend and season",
                    "special days: holidays",
                    "special days: vacation season",
                    "structural break: another process",
                    "trend: damped",
                    "trend: linear",
                    "trend: logistic",
                    "trend: piecewise",
                    "trend: wandering slope",
                    "warp: exponential",
                    "warp: logarithm",
                    "warp: saturation",
                    "warp: square root",
                    "weather: heating and cooling",
                    "weather: linear",
                    "weekly season: by kind of day",
                    "weekly season: by weekday",
                    "yearly season: smooth");

    private static final List<String> NOISES =
            List.of("gaussian", "laplace", "student t", "lognormal");
    private static final List<String> VARIANCES =
            List.of("constant", "garch", "drifting", "following season");
    private static final List<String> INTERVALS =
            List.of(
                    "400ms", "1s", "10s", "1min", "5min", "10min", "15min", "30min", "1h", "4h",
                    "6h", "1d", "1w");

    private static List<Synthesis> all;

    @BeforeAll
    static void generate() {
        all = new ArrayList<>();
        for (int index = 0; index < COUNT; index++) {
            all.add(Synthesis.of(SEED, index, LENGTH));
        }
    }

    @Test
    void everyIngredientAppears() {
        Map<String, Long> counts =
                all.stream()
                        .flatMap(s -> s.words().stream().distinct())
                        .filter(w -> !w.startsWith("declared") && !w.startsWith("sampling"))
                        .collect(
                                Collectors.groupingBy(w -> w, TreeMap::new, Collectors.counting()));
        System.out.println("ingredients of " + COUNT + " series: " + counts);
        TreeSet<String> expected = new TreeSet<>(INGREDIENTS);
        for (String noise : NOISES) {
            for (String variance : VARIANCES) {
                expected.add("noise: " + noise + ", variance " + variance);
            }
        }
        assertThat(counts.keySet()).containsAll(expected);
        // Nothing is composed that this test does not know of.
        TreeSet<String> unknown = new TreeSet<>(counts.keySet());
        unknown.removeAll(expected);
        unknown.removeIf(w -> w.startsWith("periodic season") || w.startsWith("yearly season"));
        unknown.remove("scale: anchored at zero, negative");
        assertThat(unknown).isEmpty();
    }

    @Test
    void everySamplingAppears() {
        String sampled = all.stream().map(s -> s.words().get(0)).collect(Collectors.joining("\n"));
        for (String interval : INTERVALS) {
            assertThat(sampled).contains("every " + interval + ",");
        }
        for (Rows rows : Rows.values()) {
            assertThat(sampled).contains(rows.words());
        }
        assertThat(sampled).contains("jittered");
    }

    @Test
    void valuesAreFiniteOrMissingAndBounded() {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        int positive = 0;
        for (Synthesis synthesis : all) {
            double[] x = present(synthesis);
            double size = Arrays.stream(x).map(Math::abs).max().orElse(0);
            assertThat(size).as(synthesis.words().toString()).isLessThan(1e11);
            largest = Math.max(largest, size);
            smallest = size > 0 ? Math.min(smallest, size) : smallest;
            positive += Arrays.stream(x).min().orElse(0) >= 0 ? 1 : 0;
        }
        assertThat(largest).as("largest magnitude of all").isGreaterThan(1e7);
        assertThat(smallest).as("smallest magnitude of all").isLessThan(0.1);
        assertThat((double) positive / COUNT).as("share without negative").isBetween(0.4, 0.9);
    }

    @Test
    void missingValuesAreSomeAndNotMost() {
        int with = 0;
        for (Synthesis synthesis : all) {
            double share = 1 - (double) present(synthesis).length / LENGTH;
            assertThat(share).as(synthesis.words().toString()).isLessThanOrEqualTo(Missing.MOST);
            with += share > 0 ? 1 : 0;
        }
        assertThat((double) with / COUNT).as("share of series").isBetween(0.15, 0.3);
    }

    @Test
    void constantSeriesExistAndAreRare() {
        long constant =
                all.stream().filter(s -> Arrays.stream(present(s)).distinct().count() < 2).count();
        assertThat(constant).as("of %d", COUNT).isBetween(3L, COUNT / 50L);
    }

    @Test
    void timesRiseStrictlyFromAPlausibleDate() {
        for (Synthesis synthesis : all) {
            long[] times = synthesis.series().timesMicros();
            assertThat(times[0]).isBetween(0L, 60 * Grid.YEAR);
            for (int i = 1; i < times.length; i++) {
                if (times[i] <= times[i - 1]) {
                    assertThat(times[i])
                            .as("row %d of %s", i, synthesis.words())
                            .isGreaterThan(times[i - 1]);
                }
            }
        }
    }

    private static double[] present(Synthesis synthesis) {
        return Arrays.stream(synthesis.series().values()).filter(v -> !Double.isNaN(v)).toArray();
    }
}
