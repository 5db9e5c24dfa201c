package io.undercurrent.scorer.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SeasonFinderTest {
    private static final InputOptions OPTIONS = new InputOptions(List.of(1, 24), 2, 768);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private int[] found(int events, IntToDoubleFunction value) {
        CausalInputs c = new CausalInputs(OPTIONS);
        double[] s = new double[c.doubles()];
        float[] learned = new float[c.floats()];
        c.init(s, 0, learned, 0);
        for (int t = 0; t < events; t++) {
            c.observe(s, 0, learned, 0, value.applyAsDouble(t), t * 60_000_000L);
        }
        return new int[] {c.season(s, 0, 0), c.season(s, 0, 1)};
    }

    private static double wave(int t, double period) {
        return Math.sin(2 * Math.PI * t / period);
    }

    /** Noise moves a sine's flat top by one now and then, so most of many tries have to find it. */
    @Test
    void oneSeasonIsFound() {
        int exact = 0;
        for (int trial = 0; trial < 100; trial++) {
            int[] found = found(300, t -> 5 * wave(t, 24) + random.nextGaussian());
            exact += found[0] == 24 && found[1] == 24 ? 1 : 0;
        }
        assertThat(exact).as("seed %d", seed).isGreaterThanOrEqualTo(85);
    }

    @Test
    void aDayWithinAWeekIsFound() {
        IntToDoubleFunction load =
                t ->
                        (t / 24 % 7 >= 5 ? 0.3 : 1) * (3 + 2 * wave(t, 24) + wave(t, 12))
                                + 0.2 * random.nextGaussian();
        assertThat(found(1600, load)).as("seed %d", seed).containsExactly(24, 168);
    }

    @Test
    void noiseAndTrendAreNoSeason() {
        double[] level = new double[1];
        assertThat(found(2000, t -> random.nextGaussian()))
                .as("noise, seed %d", seed)
                .containsExactly(0, 0);
        assertThat(found(2000, t -> t + random.nextGaussian()))
                .as("trend, seed %d", seed)
                .containsExactly(0, 0);
        assertThat(found(2000, t -> 7)).containsExactly(0, 0);
        found(100, t -> level[0] += random.nextGaussian()); // a walk may look like anything
    }

    @Test
    void aDeclaredSeasonIsKept() {
        CausalInputs c = new CausalInputs(OPTIONS, 10);
        double[] s = new double[c.doubles()];
        float[] learned = new float[c.floats()];
        c.init(s, 0, learned, 0);
        for (int t = 0; t < 500; t++) {
            c.observe(s, 0, learned, 0, wave(t, 24), t);
        }
        assertThat(new int[] {c.season(s, 0, 0), c.season(s, 0, 1)}).containsExactly(10, 10);
    }
}
