package io.undercurrent.lab.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.training.data.Series;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Declared seasons show: the autocorrelation at the season stands out from that a quarter of it
 * before and after, which a trend or a random walk does not bring about.
 */
class SyntheticSeasonTest {
    private static final long SEED = 11;
    private static final int COUNT = 1_500;
    private static final int LENGTH = 1_024;

    /** How far the peak must stand out, in units of correlation. */
    private static final double CLEAR = 0.02;

    @Test
    void showInTheAutocorrelation() {
        int seasons = 0;
        int shown = 0;
        int control = 0;
        int declared = 0;
        for (int index = 0; index < COUNT; index++) {
            Series series = SyntheticSeries.generate(SEED, index, LENGTH);
            declared += series.season() > 1 ? 1 : 0;
            int m = series.seasons()[series.seasons().length - 1];
            if (m >= 4 && 4 * m <= LENGTH) {
                seasons++;
                shown += peak(series.values(), m) > CLEAR ? 1 : 0;
                control += peak(series.values(), m + m / 2) > CLEAR ? 1 : 0;
            }
        }
        double share = (double) shown / seasons;
        double wrong = (double) control / seasons;
        System.out.printf(
                Locale.ROOT,
                "declared: %d of %d series; longest season shows in %.3f of %d, at 1.5 m in %.3f%n",
                declared,
                COUNT,
                share,
                seasons,
                wrong);
        assertThat((double) declared / COUNT).as("share with seasons").isBetween(0.5, 0.85);
        assertThat(share).as("share of seasons that show, seed %d", SEED).isGreaterThan(0.8);
        assertThat(wrong).as("share at a wrong lag, seed %d", SEED).isLessThan(0.25);
    }

    private static double peak(double[] x, int m) {
        int quarter = Math.max(1, m / 4);
        double around = correlation(x, m - quarter) + correlation(x, m + quarter);
        return correlation(x, m) - around / 2;
    }

    /** The correlation of the pairs that are {@code lag} rows apart and both present. */
    private static double correlation(double[] x, int lag) {
        double n = 0;
        double a = 0;
        double b = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = lag; i < x.length; i++) {
            double v = x[i];
            double w = x[i - lag];
            if (!Double.isNaN(v) && !Double.isNaN(w)) {
                n++;
                a += v;
                b += w;
                aa += v * v;
                bb += w * w;
                ab += v * w;
            }
        }
        double spread = Math.sqrt((aa - a * a / n) * (bb - b * b / n));
        return spread > 0 ? (ab - a * b / n) / spread : 0;
    }
}
