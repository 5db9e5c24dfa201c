package io.undercurrent.scorer.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonFinderTest {
    private static final InputOptions OPTIONS = new InputOptions(List.of(1, 24), 2, 768);

    private static final long HOUR = 3_600_000_000L;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private int[] found(int events, IntToDoubleFunction value) {
        return found(events, 60_000_000L, value);
    }

    private static int[] found(int events, long gapMicros, IntToDoubleFunction value) {
        CausalInputs c = new CausalInputs(OPTIONS);
        double[] s = new double[c.doubles()];
        float[] learned = new float[c.floats()];
        c.init(s, 0, learned, 0);
        for (int t = 0; t < events; t++) {
            c.observe(s, 0, learned, 0, value.applyAsDouble(t), t * gapMicros);
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

    /** Weather that a week ago was another makes values alike no longer, but not weekends. */
    @Test
    void aWeekUnderDriftingWeatherIsFound() {
        int exact = 0;
        for (int trial = 0; trial < 40; trial++) {
            IntToDoubleFunction weather = autoregression(0.995, 0.15);
            int[] found =
                    found(
                            2_000,
                            HOUR,
                            t ->
                                    weather.applyAsDouble(t)
                                            + (t / 24 % 7 >= 5 ? 0.6 : 1) * (3 + 2 * wave(t, 24))
                                            + 0.2 * random.nextGaussian());
            exact += found[0] == 24 && found[1] == 168 ? 1 : 0;
        }
        assertThat(exact).as("seed %d", seed).isGreaterThanOrEqualTo(24);
    }

    /** Two days are enough where the calendar says what a day is. */
    @Test
    void aDayIsFoundAfterTwo() {
        int exact = 0;
        for (int trial = 0; trial < 40; trial++) {
            int[] found =
                    found(
                            2 * 288 + 16,
                            HOUR / 12,
                            t -> 2 * wave(t, 288) + wave(t, 144) + 0.5 * random.nextGaussian());
            exact += found[0] == 288 ? 1 : 0;
        }
        assertThat(exact).as("seed %d", seed).isGreaterThanOrEqualTo(36);
    }

    /** A day with two peaks and a week: half a day and a fortnight are their echoes. */
    @Test
    void theDayWinsOverItsEchoes() {
        IntToDoubleFunction load =
                t ->
                        (t / 24 % 7 >= 5 ? 0.5 : 1) * (3 + 2 * wave(t, 12) + wave(t, 24))
                                + 0.2 * random.nextGaussian();
        assertThat(found(2_500, HOUR, load)).as("seed %d", seed).containsExactly(24, 168);
    }

    /** A day is a multiple of these, and values repeat after it as well; it must not take over. */
    @ParameterizedTest
    @CsvSource({"8, 12", "6, 12", "24, 1", "8, 1"})
    void aSeasonOfWhichADayIsAMultipleStays(int period, int perHour) {
        int exact = 0;
        for (int trial = 0; trial < 40; trial++) {
            int[] found =
                    found(
                            1_600,
                            HOUR * perHour / 12,
                            t -> 2 * wave(t, period) + 0.5 * random.nextGaussian());
            exact += found[0] == period ? 1 : 0;
        }
        assertThat(exact).as("seed %d", seed).isGreaterThanOrEqualTo(34);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void noiseHasNoDay(int hours) {
        int wrong = 0;
        for (int trial = 0; trial < 40; trial++) {
            wrong += found(800, hours * HOUR, t -> random.nextGaussian())[0] == 0 ? 0 : 1;
        }
        assertThat(wrong).as("of 40, seed %d", seed).isLessThanOrEqualTo(2);
    }

    /** A lost event moves the usual gap by 3%, and does not unsettle what was found. */
    @Test
    void lostEventsNowAndThenChangeNoSeason() {
        CausalInputs c = new CausalInputs(OPTIONS);
        double[] s = new double[c.doubles()];
        float[] learned = new float[c.floats()];
        c.init(s, 0, learned, 0);
        int changes = 0;
        int second = 0;
        for (int t = 0; t < 6_000; t++) {
            if (t % 700 == 699) {
                continue;
            }
            double value =
                    (t / 24 % 7 >= 5 ? 0.5 : 1) * (3 + 2 * wave(t, 24)) + random.nextGaussian() / 5;
            c.observe(s, 0, learned, 0, value, t * HOUR);
            changes += t > 2_500 && c.season(s, 0, 1) != second ? 1 : 0;
            second = c.season(s, 0, 1);
        }
        assertThat(second).as("seed %d", seed).isEqualTo(168);
        assertThat(changes).as("seed %d", seed).isLessThanOrEqualTo(1);
    }

    @Test
    void walksSeldomLookLikeADay() {
        int wrong = 0;
        for (int trial = 0; trial < 100; trial++) {
            wrong += found(1_000, HOUR / 12, autoregression(1, 1))[0] == 288 ? 1 : 0;
            wrong += found(1_000, HOUR / 12, autoregression(0.97, 1))[0] == 288 ? 1 : 0;
        }
        assertThat(wrong).as("of 200, seed %d", seed).isLessThanOrEqualTo(20);
    }

    private IntToDoubleFunction autoregression(double keep, double size) {
        double[] level = new double[1];
        return t -> level[0] = keep * level[0] + size * random.nextGaussian();
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
