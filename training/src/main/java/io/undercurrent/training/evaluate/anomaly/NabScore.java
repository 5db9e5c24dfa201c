package io.undercurrent.training.evaluate.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * NAB's score of a corpus: 0 for a detector that detects nothing, 100 for a perfect one.
 *
 * @param threshold rows with this score and more are detected, in every file
 * @param raw the sum of the files' raw scores
 * @param score NAB's final score; NaN if the corpus has no window
 */
public record NabScore(double threshold, double raw, double score) {
    /** Above every score, so that nothing is detected. */
    static final double NOTHING = 1.1;

    private record Placed(int file, NabFile.Row row) {}

    /** The score of files at a threshold. */
    public static NabScore at(List<NabFile> files, NabProfile profile, double threshold) {
        double raw = files.stream().mapToDouble(file -> file.raw(profile, threshold)).sum();
        return new NabScore(threshold, raw, scaled(files, profile, raw));
    }

    /**
     * The best score that one threshold for all files reaches. The threshold is chosen by the
     * labels that it is judged by, as NAB does it.
     */
    public static NabScore best(List<NabFile> files, NabProfile profile) {
        List<Placed> rows = new ArrayList<>();
        double[][] best = new double[files.size()][];
        for (int f = 0; f < files.size(); f++) {
            best[f] = new double[files.get(f).windows()];
            Arrays.fill(best[f], -profile.miss);
            for (NabFile.Row row : files.get(f).rows(profile)) {
                rows.add(new Placed(f, row));
            }
        }
        rows.sort(Comparator.comparingDouble((Placed placed) -> -placed.row.score()));
        double sum = files.stream().mapToDouble(file -> file.nothing(profile)).sum();
        double highest = sum;
        double threshold = NOTHING;
        for (int i = 0; i < rows.size(); i++) {
            NabFile.Row row = rows.get(i).row;
            if (row.window() < 0) {
                sum += row.worth();
            } else {
                double[] windows = best[rows.get(i).file];
                double more = Math.max(0, row.worth() - windows[row.window()]);
                windows[row.window()] += more;
                sum += more;
            }
            boolean last = i + 1 == rows.size() || rows.get(i + 1).row.score() < row.score();
            if (last && sum > highest) {
                highest = sum;
                threshold = row.score();
            }
        }
        return at(files, profile, threshold); // the same sum, without the sweep's rounding
    }

    private static double scaled(List<NabFile> files, NabProfile profile, double raw) {
        double nothing = files.stream().mapToDouble(file -> file.nothing(profile)).sum();
        double perfect = files.stream().mapToDouble(file -> file.perfect(profile)).sum();
        return perfect == nothing ? Double.NaN : 100 * (raw - nothing) / (perfect - nothing);
    }
}
