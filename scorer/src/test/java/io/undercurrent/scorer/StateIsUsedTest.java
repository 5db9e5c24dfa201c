package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the seeded models to having a memory: on a stream with one pulse in every period, which no
 * lagged or seasonal input announces, forecasts must get worse without the SSM state.
 */
class StateIsUsedTest {
    private static final int EVENTS = 20_000;
    private static final double REQUIRED = 1.2;
    private static final long NOISE_SEED = 17;

    /** Longer than the normaliser needs to call a constant beginning constant. */
    private static final int PHASE = 11;

    @ParameterizedTest(name = "{0} period {1} noise {2} offset {3} height {4}")
    @CsvSource({
        "bundled:tiny,        24, 0.00,   0, 1",
        "bundled:tiny,        24, 0.02,   0, 1",
        "bundled:tiny,        24, 0.05, 100, 5",
        "bundled:tiny,        12, 0.02,   0, 1",
        "bundled:tiny,        36, 0.02,   0, 1",
        "bundled:tiny?seed=1, 24, 0.02,   0, 1",
        "bundled:tiny?seed=2, 24, 0.02,   0, 1",
        "bundled:small,       24, 0.02,   0, 1",
    })
    void zeroingTheStateWorsensTheForecast(
            String model, int period, double noise, double offset, double height)
            throws IOException {
        double[] values = pulses(period, noise, offset, height);
        SequenceModel loaded = Models.load(model);
        double kept = weightedQuantileLoss(loaded, values, false);
        double zeroed = weightedQuantileLoss(loaded, values, true);
        String figures =
                String.format(
                        Locale.ROOT,
                        "%s period %d noise %.2f offset %.0f height %.0f: one-step WQL %.4g, with the SSM state zeroed %.4g (%.2f times), noise seed %d",
                        model,
                        period,
                        noise,
                        offset,
                        height,
                        kept,
                        zeroed,
                        zeroed / kept,
                        NOISE_SEED);
        System.out.println(figures);
        assertThat(zeroed / kept).as(figures).isGreaterThanOrEqualTo(REQUIRED);
    }

    private static double[] pulses(int period, double noise, double offset, double height) {
        Random random = new Random(NOISE_SEED);
        double[] values = new double[EVENTS];
        for (int t = 0; t < EVENTS; t++) {
            double pulse = t % period == PHASE ? 1 : 0;
            values[t] = offset + height * (pulse + noise * random.nextGaussian());
        }
        return values;
    }

    /** Prequential: forecast, observe, update; levels 0.1 to 0.9; the second half is scored. */
    private static double weightedQuantileLoss(
            SequenceModel model, double[] values, boolean zeroed) {
        ScorerOptions options = ScorerOptions.builder(1).horizon(1).forecastEvery(1).build();
        Scorer scorer = new Scorer(model, options, 1);
        Slab slab = scorer.newSlab();
        ScoreOutput score = new ScoreOutput(1);
        ForecastOutput forecast = new ForecastOutput(options);
        int ssm = model.trunk().convFloats();
        double loss = 0;
        double size = 0;
        int forecasts = 0;
        for (int t = 0; t < values.length; t++) {
            if (t >= values.length / 2) {
                loss += meanPinball(options, forecast.quantiles[0], values[t]);
                size += Math.abs(values[t]);
            }
            scorer.score(slab, t * 1_000_000L, new double[] {values[t]}, score);
            if (zeroed) {
                Arrays.fill(slab.floats, ssm, ssm + model.trunk().ssmFloats(), 0f);
            }
            forecasts += scorer.forecast(slab, forecast) ? 1 : 0;
        }
        assertThat(forecasts).as("forecasts made").isEqualTo(EVENTS);
        return 2 * loss / size;
    }

    private static double meanPinball(ScorerOptions options, double[] quantiles, double value) {
        double sum = 0;
        int levels = 0;
        for (int k = 0; k < quantiles.length; k++) {
            double level = options.quantiles().get(k);
            if (level >= 0.1 && level <= 0.9) {
                sum += (level - (value < quantiles[k] ? 1 : 0)) * (value - quantiles[k]);
                levels++;
            }
        }
        return sum / levels;
    }
}
