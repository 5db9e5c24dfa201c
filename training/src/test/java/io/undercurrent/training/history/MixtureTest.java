package io.undercurrent.training.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class MixtureTest {
    private static final int N = 500;

    private static Series series(IntToDoubleFunction value) {
        double[] values = new double[N];
        long[] times = new long[N];
        Arrays.setAll(values, value);
        Arrays.setAll(times, t -> t);
        return new Series("s", values, times, new int[] {24});
    }

    private static List<Series> draws(Series one, Series other) {
        SplittableRandom random = new SplittableRandom(3);
        List<Series> draws = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            draws.add(Mixture.of(one, other, random));
        }
        return draws;
    }

    @Test
    void halfIsMixedInEqualStrengthWhateverTheUnits() {
        Series one = series(t -> 100 + Math.sin(t));
        Series other = series(t -> 1e6 * Math.cos(3 * t) - 5e6);
        int mixed = 0;
        int upsideDown = 0;
        double own = 0;
        for (Series draw : draws(one, other)) {
            assertThat(draw.seasons()).isEqualTo(one.seasons());
            if (draw.equals(one)) {
                continue;
            }
            mixed++;
            double a = share(draw, one);
            double b = share(draw, other) * 1e6;
            assertThat(a * a + b * b).isCloseTo(1, within(0.05));
            own += a * a;
            upsideDown += a < 0 ? 1 : 0;
        }
        assertThat(mixed).isBetween(160, 240);
        assertThat(upsideDown).isBetween(mixed / 3, 2 * mixed / 3);
        assertThat(own / mixed).isBetween(0.4, 0.6);
        assertThat(one.values()[0]).as("the history itself is untouched").isEqualTo(100);
    }

    @Test
    void onlyTheOwnMissingValuesAreMissing() {
        Series one = series(t -> t % 7 == 0 ? Double.NaN : Math.sin(t));
        Series other = series(t -> t % 5 == 0 ? Double.NaN : Math.cos(t));
        for (Series draw : draws(one, other)) {
            for (int t = 0; t < N; t++) {
                assertThat(Double.isNaN(draw.values()[t])).isEqualTo(t % 7 == 0);
            }
        }
    }

    @Test
    void aConstantOneStaysAndAConstantOtherAddsNothing() {
        Series constant = series(t -> 5);
        Series wave = series(Math::sin);
        assertThat(draws(constant, wave)).containsOnly(constant);
        for (Series draw : draws(wave, constant)) {
            double a = draw.values()[1] / wave.values()[1];
            assertThat(draw.values()[2]).isCloseTo(a * wave.values()[2], within(1e-12));
        }
    }

    @Test
    void theOwnFieldIsMixedAndTheOthersStay() {
        Series other = series(Math::cos);
        Series one = Fields.together(List.of(series(Math::sin), series(t -> t)), List.of()).get(0);
        for (Series draw : draws(one, other)) {
            assertThat(draw.fields().columns()[0]).isSameAs(draw.values());
            assertThat(draw.fields().columns()[1]).isSameAs(one.fields().columns()[1]);
        }
    }

    /** How much of a wave is in a draw: least squares about both means. */
    private static double share(Series draw, Series of) {
        double meanDraw = Arrays.stream(draw.values()).average().orElseThrow();
        double mean = Arrays.stream(of.values()).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (int t = 0; t < N; t++) {
            product += (draw.values()[t] - meanDraw) * (of.values()[t] - mean);
            square += (of.values()[t] - mean) * (of.values()[t] - mean);
        }
        return product / square;
    }
}
