package io.undercurrent.training.detector;

import io.undercurrent.detect.NormalQuantile;
import io.undercurrent.training.forecast.ResidualQuantiles;
import java.util.Arrays;

/**
 * The baseline of most alerting rules: the error of the seasonal naive forecast, less its median
 * and divided by its spread, both over the newest 1,000 errors. The spread is that of a normal
 * distribution with the same quartiles or, if that is more, the same 95% band: values of few steps
 * have quartiles of 0. It raises an alarm where a normal distribution would do so as often as
 * declared.
 *
 * <p>The season is a day, if the usual gap of the first events divides it into 2 to 1,000 steps;
 * otherwise the newest value is the forecast. With several channels the largest of their z decides,
 * under a rate that is divided by their number.
 */
final class SeasonalRobustZ implements Detector {
    private static final double DAY_MICROS = 86_400e6;
    private static final int GAPS = 16;
    private static final int LONGEST_SEASON = 1_000;
    private static final int WINDOW = 1_000;
    private static final double QUARTILES_OF_NORMAL = 1.349;
    private static final double BAND_OF_NORMAL = 3.92;

    private final int channels;
    private final double threshold;
    private final double[] gaps = new double[GAPS];
    private final ResidualQuantiles[] errors;
    private final double[] last;

    /** The newest values, a slot per step of the season; null until the season is known. */
    private double[][] season;

    private long lastTime;
    private long events;

    SeasonalRobustZ(DetectorSetup setup) {
        channels = setup.channels();
        threshold = NormalQuantile.of(1 - setup.alarmRate() / channels / 2);
        errors = new ResidualQuantiles[channels];
        last = new double[channels];
        Arrays.setAll(errors, c -> new ResidualQuantiles(WINDOW));
        Arrays.fill(last, Double.NaN);
    }

    @Override
    public void observe(long timeMicros, double[] values, Detection out) {
        learnSeason(timeMicros);
        double largest = 0;
        for (int c = 0; c < channels; c++) {
            int slot = season == null ? 0 : (int) (events % season[c].length);
            double before = season == null ? last[c] : season[c][slot];
            double error = values[c] - (Double.isNaN(before) ? last[c] : before);
            if (!Double.isNaN(error)) {
                largest = Math.max(largest, z(errors[c], error));
                errors[c].add(error);
            }
            if (!Double.isNaN(values[c])) {
                last[c] = values[c];
                if (season != null) {
                    season[c][slot] = values[c];
                }
            }
        }
        boolean warm = events++ >= DetectorMethod.WARMUP;
        out.score = warm ? largest / (largest + threshold) : 0;
        out.severity = out.score;
        out.alarm = warm && largest >= threshold;
    }

    private static double z(ResidualQuantiles errors, double error) {
        double distance = Math.abs(error - errors.quantile(0.5));
        if (distance == 0) {
            return 0;
        }
        double spread =
                Math.max(
                        (errors.quantile(0.75) - errors.quantile(0.25)) / QUARTILES_OF_NORMAL,
                        (errors.quantile(0.975) - errors.quantile(0.025)) / BAND_OF_NORMAL);
        return Math.min(1e6, distance / Math.max(spread, 1e-9 * distance));
    }

    private void learnSeason(long timeMicros) {
        if (events >= 1 && events <= GAPS) {
            gaps[(int) events - 1] = timeMicros - lastTime;
        }
        if (events == GAPS) {
            Arrays.sort(gaps);
            double steps = DAY_MICROS / gaps[GAPS / 2];
            boolean whole = steps >= 2 && steps <= LONGEST_SEASON && steps == Math.rint(steps);
            season = new double[channels][whole ? (int) steps : 1];
            for (int c = 0; c < channels; c++) {
                Arrays.fill(season[c], whole ? Double.NaN : last[c]);
            }
        }
        lastTime = timeMicros;
    }
}
