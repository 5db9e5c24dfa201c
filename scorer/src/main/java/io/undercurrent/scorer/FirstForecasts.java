package io.undercurrent.scorer;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Refuses a model whose first forecasts of an invented stream are not finite. Each of its weights
 * may be in range, and yet their products overflow; a job with such a model would score nothing.
 *
 * <p>It costs some hundred steps of the model at load: milliseconds for the bundled ones.
 */
public final class FirstForecasts {
    /** Enough for the scale, the read-out and the corrections to take part. */
    private static final int EVENTS = 64;

    private static final int EVERY = 8;
    private static final int MISSING = 40;
    private static final int SPIKE = 50;
    private static final long INTERVAL_MICROS = 60_000_000;

    private static final double SEASON = 24;
    private static final double AMPLITUDE = 10;

    private FirstForecasts() {}

    /**
     * Checks a model that was loaded.
     *
     * @param place its folder or name, for the message
     * @throws IOException if a forecast is not finite; the message names the event
     */
    static void check(SequenceModel model, String place) throws IOException {
        Optional<String> problem = problem(model);
        if (problem.isPresent()) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "model %s: %s. Each weight is in range, but together they overflow: the files are damaged, or the training diverged. Copy the folder again, use an earlier checkpoint of the training, or train with a smaller learning rate",
                            place,
                            problem.get()));
        }
    }

    /**
     * Scores the invented stream and forecasts from it.
     *
     * @return what is not finite, with the event; empty if all is finite
     */
    public static Optional<String> problem(SequenceModel model) {
        ScorerOptions options =
                model.fitting().forecastEvery(EVERY).warmup(EVERY).ring(0).build();
        Scorer scorer = new Scorer(model, options, 1);
        Slab slab = scorer.newSlab();
        ScoreOutput output = new ScoreOutput(options.channels());
        ForecastOutput forecast = new ForecastOutput(options);
        double[] values = new double[options.fields()];
        Random random = new Random(1);
        for (int t = 0; t < EVENTS; t++) {
            for (int f = 0; f < values.length; f++) {
                values[f] = value(model, t, random);
            }
            scorer.score(slab, t * INTERVAL_MICROS, values, output);
            if (output.status == ScoreOutput.Status.UNPREDICTED) {
                return notFinite("of event " + (t + 1));
            }
            boolean due = model.forecasts() && output.forecastDue;
            if (due && !scorer.forecast(slab, forecast) && forecast.notFinite) {
                return notFinite(
                        String.format(
                                Locale.ROOT,
                                "of the %d events after event %d",
                                options.horizon(),
                                t + 1));
            }
        }
        return Optional.empty();
    }

    private static double value(SequenceModel model, int t, Random random) {
        double value = model.invented(t, random);
        return t == MISSING ? Double.NaN : value;
    }

    /** A season, noise and one spike. */
    static double wave(int t, Random random) {
        double noise = random.nextGaussian();
        return t == SPIKE ? 5 * AMPLITUDE : AMPLITUDE * Math.sin(2 * Math.PI * t / SEASON) + noise;
    }

    private static Optional<String> notFinite(String what) {
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "the forecast %s of an invented stream of %d events is NaN; allowed are finite numbers",
                        what,
                        EVENTS));
    }
}
