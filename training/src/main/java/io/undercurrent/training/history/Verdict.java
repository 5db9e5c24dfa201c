package io.undercurrent.training.history;

import io.undercurrent.training.evaluate.SetResult;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whether to use the trained weights.
 *
 * @param better whether they beat what they were compared with
 * @param words the figures and the recommendation, in a sentence
 */
public record Verdict(boolean better, String words) {

    private static final double NORMAL_975 = 1.96;

    /** With fewer stretches, there is no interval. */
    private static final int LEAST_STRETCHES = 8;

    /**
     * Compares the losses: geometric means over series, horizons and {@link
     * SetResult#stretchLogRatios stretches} of the test part. Weights count as better only if the
     * 95% interval over the stretches lies below no difference, because a choice made by chance
     * would cost something with every event.
     *
     * @param other the table's name of the compared method
     * @param otherUri what to use instead
     * @param out the folder of the trained weights
     */
    public static Verdict of(SetResult result, String other, String otherUri, String out) {
        double[] logs = result.stretchLogRatios(HeldBack.TRAINED, other);
        if (logs.length == 0) {
            return new Verdict(
                    false,
                    String.format(
                            Locale.ROOT,
                            "not judged: the test part has no value other than 0; recommended is %s",
                            otherUri));
        }
        double mean = Arrays.stream(logs).average().orElseThrow();
        double reach = logs.length < LEAST_STRETCHES ? Double.POSITIVE_INFINITY : reach(logs, mean);
        String figures =
                String.format(
                        Locale.ROOT,
                        "on the held-back newest part its loss is %.1f%% %s than that of %s (%s)",
                        Math.abs(percent(mean)),
                        mean < 0 ? "lower" : "higher",
                        other,
                        interval(logs.length, mean, reach));
        if (mean + reach < 0) {
            return new Verdict(true, "better: " + figures + "; recommended is model: " + out);
        }
        String what = mean - reach > 0 ? "worse: " : "not clearly better: ";
        return new Verdict(
                false,
                what
                        + figures
                        + ", as happens with short or changing data; recommended is "
                        + otherUri);
    }

    /** Half the 95% interval of the mean. */
    private static double reach(double[] logs, double mean) {
        int n = logs.length;
        double squares = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
        // Student's quantile from the normal one, Abramowitz and Stegun 26.7.5, first two terms.
        double t = NORMAL_975 + (Math.pow(NORMAL_975, 3) + NORMAL_975) / (4.0 * (n - 1));
        return t * Math.sqrt(squares / (n - 1) / n);
    }

    private static String interval(int stretches, double mean, double reach) {
        return Double.isInfinite(reach)
                ? String.format(
                        Locale.ROOT,
                        "%d stretches with a value: too few for an interval",
                        stretches)
                : String.format(
                        Locale.ROOT,
                        "95%% interval %+.1f%% to %+.1f%% over %d stretches",
                        percent(mean - reach),
                        percent(mean + reach),
                        stretches);
    }

    private static double percent(double log) {
        return 100 * (Math.exp(log) - 1);
    }
}
