package io.undercurrent.scorer;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Refuses a model whose first forecasts of an invented stream are not finite, or mostly at their
 * limit. Each of its weights may be in range, and yet their products overflow; a job with such a
 * model would score nothing, or everything by nonsense.
 *
 * <p>It costs some hundred steps of the model at load: milliseconds for the bundled ones.
 */
public final class FirstForecasts {
    /** Enough for the scale, the read-out and the corrections to take part. */
    private static final int EVENTS = 64;

    private static final int EVERY = 8;

    /** Before this event a forecast may be at its limit. */
    private static final int SETTLED = 16;

    private static final int MISSING = 40;
    private static final int SPIKE = 50;
    private static final long INTERVAL_MICROS = 60_000_000;

    private static final double SEASON = 24;
    private static final double AMPLITUDE = 10;

    /** Far beyond a forecast of such values, and half of where forecasts are cut off. */
    private static final double FAR = 10 * AMPLITUDE;

    /** Features of trained models stay below some hundred. */
    private static final double LARGEST_FEATURE = 1e6;

    private final SequenceModel model;
    private final ScorerOptions options;
    private final Scorer scorer;
    private final ScoreOutput output;
    private final ForecastOutput forecast;
    private int judged;
    private int limited;

    private FirstForecasts(SequenceModel model) {
        this.model = model;
        options = model.fitting().forecastEvery(EVERY).warmup(EVERY).ring(0).build();
        scorer = new Scorer(model, options, 1);
        output = new ScoreOutput(options.channels());
        forecast = new ForecastOutput(options);
    }

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
        return Optional.ofNullable(new FirstForecasts(model).run());
    }

    private String run() {
        Slab slab = scorer.newSlab();
        double[] values = new double[options.fields()];
        Random random = new Random(1);
        for (int t = 0; t < EVENTS; t++) {
            for (int f = 0; f < values.length; f++) {
                double value = model.invented(t, random);
                values[f] = t == MISSING ? Double.NaN : value;
            }
            scorer.score(slab, t * INTERVAL_MICROS, values, output);
            String problem = feature(t);
            if (problem != null) {
                return problem;
            }
            if (output.status == ScoreOutput.Status.UNPREDICTED) {
                return said("the forecast of event " + (t + 1), "NaN", "finite numbers");
            }
            if (t >= SETTLED) {
                count();
            }
            if (model.forecasts() && output.forecastDue) {
                scorer.forecast(slab, forecast);
                if (forecast.notFinite) {
                    String what =
                            String.format(
                                    Locale.ROOT,
                                    "the forecast of the %d events after event %d",
                                    options.horizon(),
                                    t + 1);
                    return said(what, "NaN", "finite numbers");
                }
            }
        }
        if (2 * limited <= judged) {
            return null;
        }
        String what = String.format(Locale.ROOT, "each of %d of %d forecasts", limited, judged);
        return said(what, "at its limit", "up to half of them");
    }

    /** A season, noise and one spike. */
    static double wave(int t, Random random) {
        double noise = random.nextGaussian();
        return t == SPIKE
                ? 5 * AMPLITUDE
                : AMPLITUDE * StrictMath.sin(2 * Math.PI * t / SEASON) + noise;
    }

    private String feature(int t) {
        for (int c = 0; c < options.channels(); c++) {
            for (float feature : scorer.features(c)) {
                if (!(Math.abs(feature) <= LARGEST_FEATURE)) {
                    return said(
                            "the forecast after event " + (t + 1),
                            "made of a feature of " + feature,
                            "features from -1e6 to 1e6");
                }
            }
        }
        return null;
    }

    /** Counts forecasts, and those that are as far off as they can be: 0 for what comes. */
    private void count() {
        for (int c = 0; c < options.channels(); c++) {
            judged++;
            boolean far = Math.abs(output.expected[c]) > FAR;
            limited += (model.forecasts() ? far : output.probability[c] == 0) ? 1 : 0;
        }
    }

    private static String said(String what, String found, String allowed) {
        return String.format(
                Locale.ROOT,
                "%s of an invented stream of %d events is %s; allowed are %s",
                what,
                EVENTS,
                found,
                allowed);
    }
}
