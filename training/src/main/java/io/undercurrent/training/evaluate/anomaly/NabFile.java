package io.undercurrent.training.evaluate.anomaly;

import io.undercurrent.training.data.Labels;
import java.util.Arrays;

/**
 * One file as the Numenta Anomaly Benchmark 1.1 scores it (Lavin and Ahmad, "Evaluating real-time
 * anomaly detection algorithms", ICMLA 2015): what each row is worth if it is detected.
 *
 * <p>In an anomaly's window only the best row counts, and an early one is worth more. Outside each
 * detected row costs, the less the nearer it is after a window. The first 15% of the rows, at most
 * 750, are not scored.
 */
public final class NabFile {
    private static final double PROBATION = 0.15;
    private static final double LONGEST_PROBATION = 750;

    private final Labels windows;
    private final double[] scores;
    private final int from;

    /**
     * Prepares a file.
     *
     * @param windows the labelled windows
     * @param scores one per row, from 0 to 1, [rows]
     */
    public NabFile(Labels windows, double[] scores) {
        if (scores.length != windows.events()) {
            throw new IllegalArgumentException(
                    scores.length + " scores and windows of " + windows.events() + " rows");
        }
        this.windows = windows;
        this.scores = scores;
        from = probation(scores.length);
    }

    /** Number of a file's first rows that are not scored. */
    public static int probation(int rows) {
        return (int) Math.min(Math.floor(PROBATION * rows), LONGEST_PROBATION);
    }

    int windows() {
        return windows.count();
    }

    /** A scored row: its score, the window that it is in or -1, and its worth if detected. */
    record Row(double score, int window, double worth) {}

    /** The scored rows under a profile. */
    Row[] rows(NabProfile profile) {
        Row[] rows = new Row[Math.max(0, scores.length - from)];
        int window = 0;
        for (int i = 0; i < scores.length; i++) {
            while (window < windows.count() && i > windows.last(window)) {
                window++;
            }
            if (i >= from) {
                boolean inside = window < windows.count() && i >= windows.first(window);
                double worth =
                        inside
                                ? inside(i, window) * profile.hit
                                : outside(i, window - 1) * profile.falseAlarm;
                rows[i - from] = new Row(scores[i], inside ? window : -1, worth);
            }
        }
        return rows;
    }

    /**
     * The file's raw score.
     *
     * @param threshold rows with this score and more are detected
     */
    public double raw(NabProfile profile, double threshold) {
        double[] best = new double[windows.count()];
        Arrays.fill(best, -profile.miss);
        double sum = 0;
        for (Row row : rows(profile)) {
            if (row.score >= threshold && row.window >= 0) {
                best[row.window] = Math.max(best[row.window], row.worth);
            } else if (row.score >= threshold) {
                sum += row.worth;
            }
        }
        return sum + Arrays.stream(best).sum();
    }

    /** The raw score of a detector that detects nothing. */
    public double nothing(NabProfile profile) {
        return -profile.miss * windows.count();
    }

    /** The raw score of a perfect detector. */
    public double perfect(NabProfile profile) {
        return profile.hit * windows.count();
    }

    private double inside(int row, int window) {
        double width = windows.last(window) - windows.first(window) + 1;
        return sigmoid(-(windows.last(window) - row + 1) / width) / sigmoid(-1);
    }

    private double outside(int row, int before) {
        if (before < 0) {
            return -1;
        }
        double width = windows.last(before) - windows.first(before) + 1;
        return sigmoid((row - windows.last(before)) / (width - 1));
    }

    private static double sigmoid(double position) {
        return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
    }
}
