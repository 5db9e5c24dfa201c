package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forecasts come back with their event, against a map from horizon and event to forecast. */
class PendingForecastsTest {
    private static final int O = 3;
    private static final int P = 2;

    private final long seed = 20_261_130;
    private final Random random = new Random(seed);

    private static int[] horizons(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1 2", "1 2 3", "1 7", "1 4 12 48 96"})
    void aForecastComesBackWithItsEventAndOnlyOnce(String text) {
        int[] horizons = horizons(text);
        PendingForecasts pending = new PendingForecasts(horizons);
        double[] s = new double[O + pending.doubles() + 1];
        float[] f = new float[P + pending.floats() + 1];
        Arrays.fill(s, 77);
        Arrays.fill(f, 77);
        pending.init(s, O, f, P);
        Map<String, double[]> expected = new HashMap<>();
        for (int event = 0; event < 3000; event++) {
            for (int k = 0; k < horizons.length; k++) {
                String as = "horizon " + horizons[k] + ", event " + event + ", seed " + seed;
                double[] forecast = expected.remove(k + " " + event);
                double median = pending.median(s, O, k);
                Double there = forecast == null ? Double.NaN : forecast[0];
                assertThat(median).as(as).isEqualTo(there);
                if (forecast != null && pending.hasSpread(k)) {
                    double spread = pending.spread(s, O, f, P, k);
                    assertThat(spread).as(as).isEqualTo((float) forecast[1]);
                }
            }
            pending.pass(s, O);
            boolean gap = event / 100 % 3 == 1; // no forecasts for longer than the longest horizon
            for (int k = 0; k < horizons.length && !gap; k++) {
                for (int again = random.nextInt(3); again > 0; again--) { // the last one counts
                    double[] forecast = {1e12 + random.nextGaussian(), random.nextDouble()};
                    pending.put(s, O, f, P, k, forecast[0], forecast[1]);
                    expected.put(k + " " + (event + horizons[k]), forecast);
                }
            }
            pending.check(s, O, f, P);
        }
        assertThat(new double[] {s[0], s[2], s[O + pending.doubles()]}).containsOnly(77);
        assertThat(new float[] {f[0], f[1], f[P + pending.floats()]}).containsOnly(77);
    }

    @Test
    void keepsSpreadsOfTheFirstAndTheLastHorizonOnly() {
        PendingForecasts pending = new PendingForecasts(new int[] {1, 4, 12});
        assertThat(pending.hasSpread(0)).isTrue();
        assertThat(pending.hasSpread(1)).isFalse();
        assertThat(pending.hasSpread(2)).isTrue();
        assertThat(pending.doubles()).isEqualTo(1 + 1 + 4 + 12);
        assertThat(pending.floats()).isEqualTo(1 + 12);
    }

    @Test
    void aSpreadBeyondAFloatStaysFinite() {
        PendingForecasts pending = new PendingForecasts(new int[] {1});
        double[] s = new double[pending.doubles()];
        float[] f = new float[pending.floats()];
        pending.init(s, 0, f, 0);
        pending.put(s, 0, f, 0, 0, 5, 1e300);
        assertThat(pending.spread(s, 0, f, 0, 0)).isEqualTo(Float.MAX_VALUE);
        pending.check(s, 0, f, 0);
    }

    @Test
    void refusesImpossibleStates() {
        PendingForecasts pending = new PendingForecasts(new int[] {1, 3});
        double[] s = new double[pending.doubles()];
        float[] f = new float[pending.floats()];
        for (double bad : new double[] {Double.NaN, -1, 0.5, 1e17}) {
            pending.init(s, 0, f, 0);
            s[0] = bad;
            assertThatThrownBy(() -> pending.check(s, 0, f, 0))
                    .hasMessageContaining("number of events with forecasts = ");
        }
        for (int i = 1; i < s.length; i++) {
            pending.init(s, 0, f, 0);
            s[i] = Double.NEGATIVE_INFINITY;
            assertThatThrownBy(() -> pending.check(s, 0, f, 0))
                    .hasMessageContaining("pending median = ");
        }
        for (int i = 0; i < f.length; i++) {
            for (float bad : new float[] {Float.NaN, -1, Float.POSITIVE_INFINITY}) {
                pending.init(s, 0, f, 0);
                f[i] = bad;
                assertThatThrownBy(() -> pending.check(s, 0, f, 0))
                        .hasMessageContaining("pending spread = ");
            }
        }
    }
}
