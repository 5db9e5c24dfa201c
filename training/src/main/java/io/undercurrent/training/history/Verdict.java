package io.undercurrent.training.history;

import io.undercurrent.training.evaluate.SetResult;

/**
 * Whether the trained weights are worth using.
 *
 * @param better whether they beat what they were compared with
 * @param words the figures and what is recommended, in a sentence
 */
public record Verdict(boolean better, String words) {

    /**
     * Compares by WQL, the geometric mean over series and horizons.
     *
     * @param other what the table calls the compared method
     * @param otherUri what the user would name instead
     * @param out the folder of the trained weights
     */
    public static Verdict of(SetResult result, String other, String otherUri, String out) {
        double meanLog = 0;
        int rows = 0;
        for (int row = 0; row < result.horizons().size(); row++) {
            double ratio = result.ratio(HeldBack.TRAINED, other, row);
            if (Double.isFinite(ratio) && ratio > 0) {
                meanLog += Math.log(ratio);
                rows++;
            }
        }
        if (rows == 0) {
            return new Verdict(
                    false,
                    "not judged: the test part has no value other than 0; recommended is %s"
                            .formatted(otherUri));
        }
        double percent = 100 * (Math.exp(meanLog / rows) - 1);
        return percent < 0
                ? new Verdict(
                        true,
                        "better: on the held-back newest part its WQL is %.1f%% lower than that of %s; recommended is model: %s"
                                .formatted(-percent, other, out))
                : new Verdict(
                        false,
                        "not better: on the held-back newest part its WQL is %.1f%% higher than that of %s, as happens with short or changing data; recommended is %s"
                                .formatted(percent, other, otherUri));
    }
}
