package io.undercurrent.scorer.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CausalInputsTest {
    private static final int[] HORIZONS = {1, 3, 7, 20};
    private static final int[] SEASONS = {6, 14};
    private static final int RING = 70;
    private static final InputOptions OPTIONS =
            new InputOptions(List.of(1, 3, 7, 20), SEASONS.length, RING);
    private static final long HOUR = 3_600_000_000L;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** What one token reads. */
    private static final class Token {
        final float[] inputs;
        final float[] bases;
        final float[] units;

        Token(CausalInputs c, double[] s, int o, float[] learned) {
            inputs = new float[c.inputCount()];
            bases = new float[HORIZONS.length * c.baseCount()];
            units = new float[HORIZONS.length];
            c.write(s, o, learned, 0, inputs, 0, bases, 0, units, 0);
        }
    }

    /** Each regression starts again with the next value that it learns, and none stays NaN. */
    @Test
    void regressionsThatOverflowedStartAgain() {
        double[] values = series(300);
        CausalInputs c = new CausalInputs(OPTIONS, SEASONS);
        double[] s = new double[c.doubles()];
        float[] learned = new float[c.floats()];
        c.init(s, 0, learned, 0);
        for (int t = 0; t < 200; t++) {
            c.observe(s, 0, learned, 0, values[t], t * HOUR);
        }
        int regressions = c.format6Floats(); // the ring follows, in which NaN is a missing value
        for (int i = 0; i < regressions; i++) {
            boolean index = learned[i] == Math.rint(learned[i]); // the place in the cycle
            learned[i] = index ? learned[i] : Float.NaN;
        }
        c.check(s, 0, learned, 0);
        for (int t = 200; t < 300; t++) {
            c.observe(s, 0, learned, 0, values[t], t * HOUR);
        }
        for (int i = 0; i < regressions; i++) {
            assertThat(learned[i]).as("seed %d, number %d", seed, i).isFinite();
        }
        for (float base : new Token(c, s, 0, learned).bases) {
            assertThat(base).isFinite();
        }
    }

    /** Bases and units against a search through the whole history. */
    @Test
    void basesAndUnitsAreThoseOfTheHistory() {
        double[] values = series(300);
        CausalInputs c = new CausalInputs(OPTIONS, SEASONS);
        int o = 5;
        double[] s = new double[o + c.doubles()];
        float[] learned = new float[c.floats()];
        c.init(s, o, learned, 0);
        double[][][] errors = new double[1 + SEASONS.length][HORIZONS.length][2];
        double last = Double.NaN;
        int known = 0;
        for (int t = 0; t < values.length; t++) {
            c.observe(s, o, learned, 0, values[t], t * HOUR);
            last = Double.isNaN(values[t]) ? last : values[t];
            known += Double.isNaN(values[t]) ? 0 : 1;
            if (known > 8) { // the normaliser is ready
                track(errors, values, t);
            }
            Token token = new Token(c, s, o, learned);
            for (int h = 0; h < HORIZONS.length; h++) {
                String place =
                        String.format(
                                Locale.ROOT, "seed %d, event %d, horizon %d", seed, t, HORIZONS[h]);
                double unit = best(errors, h) / c.scale(s, o);
                double most = Double.isNaN(unit) ? 10 : Math.max(1e-2, Math.min(10, unit));
                // The regression may do better than the last value and the seasons.
                assertThat((double) token.units[h]).as(place).isLessThanOrEqualTo(1.00001 * most);
                if (h % 2 == 0) {
                    errors(token, errors, h, c.scale(s, o), place);
                }
                for (int k = 0; k < SEASONS.length; k++) {
                    double seasonal = seasonal(values, t, HORIZONS[h], SEASONS[k], last);
                    assertThat((double) token.bases[h * c.baseCount() + 6 + 3 * k])
                            .as("%s, season %d", place, SEASONS[k])
                            .isCloseTo(scaled(seasonal, c, s, o), within(1e-5));
                }
                assertThat((double) token.bases[h * c.baseCount()])
                        .as(place)
                        .isCloseTo(scaled(last, c, s, o), within(1e-5));
            }
        }
    }

    private static void errors(
            Token token, double[][][] errors, int h, double scale, String place) {
        int bases = 6 + 3 * SEASONS.length;
        int references = 2 + SEASONS.length;
        int at = 4 + 24 + 4 + 6 + 2 * SEASONS.length + h / 2 * (references + bases);
        for (int r = 0; r < errors.length; r++) {
            double[] e = errors[r][h];
            double error = Math.max(1e-3, Math.min(1e3, e[0] / scale));
            assertThat((double) token.inputs[at + r])
                    .as("%s, reference %d", place, r)
                    .isCloseTo(e[1] == 0 ? 0 : Math.log(error), within(1e-5));
        }
    }

    private static void track(double[][][] errors, double[] values, int t) {
        for (int k = 0; k < errors.length; k++) {
            for (int h = 0; h < HORIZONS.length; h++) {
                int lag = HORIZONS[h];
                if (k > 0) {
                    int m = SEASONS[k - 1];
                    lag = m * (int) Math.ceil(HORIZONS[h] / (double) m);
                }
                double[] e = errors[k][h];
                if (t >= lag && !Double.isNaN(values[t] - values[t - lag])) {
                    e[1] = Math.min(100, e[1] + 1);
                    e[0] += (Math.abs(values[t] - values[t - lag]) - e[0]) / e[1];
                }
            }
        }
    }

    private static double best(double[][][] errors, int h) {
        double best = Double.NaN;
        for (double[][] reference : errors) {
            double[] e = reference[h];
            if (e[1] > 0 && !(e[0] >= best)) {
                best = e[0];
            }
        }
        return best;
    }

    private static double seasonal(double[] values, int t, int horizon, int m, double last) {
        int at = t + horizon;
        while (at > t) {
            at -= m;
        }
        return at < 0 || t - at >= RING || Double.isNaN(values[at]) ? last : values[at];
    }

    private static double scaled(double value, CausalInputs c, double[] s, int o) {
        double scaled = (value - c.location(s, o)) / c.scale(s, o);
        return Double.isNaN(scaled) ? 0 : Math.max(-10, Math.min(10, scaled));
    }

    @Test
    void anotherUnitOfTheValuesChangesNothingThatIsRead() {
        double[] values = series(200);
        double[] other = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            other[t] = 5000 * values[t] - 1e5;
        }
        Token a = after(values);
        Token b = after(other);
        for (int i = 0; i < a.inputs.length; i++) {
            assertThat((double) a.inputs[i])
                    .as("seed %d, input %d", seed, i)
                    .isCloseTo(b.inputs[i], within(1e-3));
        }
    }

    @Test
    void everythingStaysFiniteAndBoundedWhateverComes() {
        double[] wild = {0, 0, 0, 1e300, -1e300, Double.NaN, 1e-300, 5, 5, Double.NaN, 5};
        CausalInputs c = new CausalInputs(OPTIONS, SEASONS);
        double[] s = new double[c.doubles()];
        float[] learned = new float[c.floats()];
        c.init(s, 0, learned, 0);
        check(new Token(c, s, 0, learned), "before the first event");
        for (int t = 0; t < 400; t++) {
            c.observe(s, 0, learned, 0, wild[random.nextInt(wild.length)], t * HOUR);
            check(
                    new Token(c, s, 0, learned),
                    String.format(Locale.ROOT, "seed %d, event %d", seed, t));
        }
    }

    private static void check(Token token, String place) {
        for (float input : token.inputs) {
            assertThat(input).as(place).isBetween(-40f, 40f);
        }
        for (float base : token.bases) {
            assertThat(base).as(place).isBetween(-10f, 10f);
        }
        for (float unit : token.units) {
            assertThat(unit).as(place).isBetween(9e-3f, 10f);
        }
    }

    /** Four times the last horizon: a walk's errors double there, those of noise do not grow. */
    @Test
    void forecastsWidenBeyondTheLastHorizonAsErrorsGrowBeforeIt() {
        double walks = 0;
        double noises = 0;
        int trials = 60;
        for (int trial = 0; trial < trials; trial++) {
            walks += growth(1) / trials;
            noises += growth(0) / trials;
        }
        assertThat(walks).as("walk, seed %d", seed).isBetween(noises + 0.1, 2.0 + 1e-6);
        assertThat(noises).as("noise, seed %d", seed).isBetween(1.31, 1.4);
    }

    private double growth(double keep) {
        CausalInputs c = new CausalInputs(new InputOptions(List.of(1, 4, 24, 96), 2, 768));
        double[] s = new double[c.doubles()];
        float[] learned = new float[c.floats()];
        c.init(s, 0, learned, 0);
        double value = 0;
        for (int t = 0; t < 1_500; t++) {
            value = keep * value + random.nextGaussian();
            c.observe(s, 0, learned, 0, value, t * HOUR);
        }
        c.look(s, 0, learned, 0);
        assertThat(c.widening(s, 0, 1)).isEqualTo(1);
        assertThat(c.widening(s, 0, 96)).isEqualTo(1);
        assertThat(c.widening(s, 0, 97)).isBetween(1.0, 1.05);
        return c.widening(s, 0, 384);
    }

    @Test
    void theCalendarTurnsWithDayAndWeek() {
        float[] at = new float[6];
        assertThat(new Calendar().write(6 * HOUR, at, 0)).isEqualTo(6);
        assertThat(at[0]).isCloseTo(1f, within(1e-6f));
        assertThat(at[1]).isCloseTo(0f, within(1e-6f));
        float[] weekLater = new float[6];
        new Calendar().write((6 + 7 * 24) * HOUR, weekLater, 0);
        for (int i = 0; i < 4; i++) {
            assertThat(weekLater[i]).isCloseTo(at[i], within(1e-6f));
        }
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThatThrownBy(() -> new InputOptions(List.of(0), 1, RING))
                .hasMessageContaining("horizons = [0]");
        assertThatThrownBy(() -> new InputOptions(List.of(1), 0, RING))
                .hasMessageContaining("seasons = 0");
        assertThatThrownBy(() -> new InputOptions(List.of(1), 1, 24))
                .hasMessageContaining("ring = 24");
    }

    private Token after(double[] values) {
        CausalInputs c = new CausalInputs(OPTIONS, SEASONS);
        double[] s = new double[c.doubles()];
        float[] learned = new float[c.floats()];
        c.init(s, 0, learned, 0);
        for (int t = 0; t < values.length; t++) {
            c.observe(s, 0, learned, 0, values[t], t * HOUR);
        }
        return new Token(c, s, 0, learned);
    }

    private double[] series(int n) {
        double[] values = new double[n];
        for (int t = 0; t < n; t++) {
            double season = 5 * Math.sin(2 * Math.PI * t / 6) + 2 * Math.cos(2 * Math.PI * t / 14);
            values[t] = random.nextInt(12) == 0 ? Double.NaN : 20 + season + random.nextGaussian();
        }
        return values;
    }
}
