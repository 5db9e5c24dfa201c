package io.undercurrent.training.forecast;

import java.util.Arrays;

/**
 * Initial state and rates of Holt-Winters, fitted on the warm-up part by least squares of the
 * one-step errors.
 *
 * <p>The level starts at the mean of the first season, the trend between the first two, the season
 * at its mean deviation over the warm-up part's whole seasons, of which there must be two: with
 * fewer the model has no season. {@link NelderMead} searches the four rates within their usual
 * bounds (0 &lt; beta &lt; alpha &lt; 1, 0 &lt; gamma &lt; 1 - alpha, .8 &lt; phi &lt; .98).
 *
 * @param alpha rate of the level
 * @param beta rate of the trend
 * @param gamma rate of the season, 0 if there is none
 * @param phi damping of the trend
 * @param level first level; NaN if the warm-up part has no value
 * @param trend first trend, per event
 * @param season first season, [m]
 */
// An array on purpose: the season is copied in bulk, and nothing compares fits.
@SuppressWarnings("ArrayRecordComponent")
record HoltWintersFit(
        double alpha,
        double beta,
        double gamma,
        double phi,
        double level,
        double trend,
        double[] season) {
    private static final int EVALUATIONS = 300;

    static HoltWintersFit fit(double[] warmup, int m) {
        HoltWintersFit start = start(warmup, warmup.length >= 2 * m ? m : 1);
        double[] best =
                NelderMead.minimise(
                        x -> start.with(x).sumOfSquares(warmup), new double[4], 1, EVALUATIONS);
        return start.with(best);
    }

    private static HoltWintersFit start(double[] y, int m) {
        double first = mean(y, 0, m);
        double second = mean(y, m, 2 * m);
        double trend = Double.isNaN(second - first) ? 0 : (second - first) / m;
        double level = Double.isNaN(first) ? mean(y, 0, y.length) : first;
        return new HoltWintersFit(0, 0, 0, 0, level, trend, season(y, m));
    }

    private static double[] season(double[] y, int m) {
        double[] sum = new double[m];
        int[] count = new int[m];
        for (int from = 0; m > 1 && from + m <= y.length; from += m) {
            double mean = mean(y, from, from + m);
            for (int i = 0; i < m; i++) {
                if (!Double.isNaN(y[from + i])) {
                    sum[i] += y[from + i] - mean;
                    count[i]++;
                }
            }
        }
        double[] season = new double[m];
        Arrays.setAll(season, i -> count[i] == 0 ? 0 : sum[i] / count[i]);
        return season;
    }

    /**
     * Copies the state with rates from four unbounded numbers, which are mapped into the bounds.
     */
    HoltWintersFit with(double[] x) {
        double a = sigmoid(x[0]);
        double g = season.length == 1 ? 0 : (1 - a) * sigmoid(x[2] - 2);
        return new HoltWintersFit(
                a, a * sigmoid(x[1] - 3), g, 0.8 + 0.18 * sigmoid(x[3]), level, trend, season);
    }

    double sumOfSquares(double[] y) {
        HoltWinters model = new HoltWinters(this, new int[0]);
        double sum = 0;
        for (double value : y) {
            double error = model.error(value);
            sum += Double.isNaN(error) ? 0 : error * error;
        }
        return sum;
    }

    private static double mean(double[] y, int from, int to) {
        return Arrays.stream(y, Math.min(from, y.length), Math.min(to, y.length))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
