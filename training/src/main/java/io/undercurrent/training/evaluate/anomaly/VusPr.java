package io.undercurrent.training.evaluate.anomaly;

import io.undercurrent.training.data.Labels;
import java.util.Arrays;

/**
 * The volume under the surface of precision and recall, VUS-PR (Paparrizos et al., "Volume under
 * the surface", VLDB 2022), as TSB-AD 1.5 computes it: the mean, over buffers of 0 to {@code
 * window} events round each anomaly, of the area under the curve of precision over recall at 250
 * thresholds. Only the ranks of the scores matter.
 *
 * <p>Cost: O(window (events + 250)) after one sort, because an event is looked up only by the first
 * threshold that it reaches.
 */
public final class VusPr {
    private static final int THRESHOLDS = 250;
    private static final int LONGEST_SERIES = 20_000;
    private static final int SHORTEST_LAG = 3;
    private static final int LONGEST_LAG = 400;
    private static final int SHORTEST_WINDOW = 6;
    private static final int LONGEST_WINDOW = 303;
    private static final int NO_PERIOD = 125;

    private final Labels labels;
    private final int n;
    private final boolean[] anomalous;

    /** Of each event, the first threshold that its score reaches. */
    private final int[] reached;

    /** Number of events that reach each threshold. */
    private final int[] predicted = new int[THRESHOLDS];

    private VusPr(Labels labels, double[] scores) {
        this.labels = labels;
        n = scores.length;
        anomalous = labels.points();
        double[] thresholds = thresholds(scores);
        reached = new int[n];
        for (int i = 0; i < n; i++) {
            int k = 0;
            int high = THRESHOLDS - 1; // the last threshold is the lowest score
            while (k < high) {
                int half = (k + high) >>> 1;
                if (scores[i] >= thresholds[half]) {
                    high = half;
                } else {
                    k = half + 1;
                }
            }
            reached[i] = k;
            predicted[k]++;
        }
        for (int k = 1; k < THRESHOLDS; k++) {
            predicted[k] += predicted[k - 1];
        }
    }

    /**
     * The VUS-PR of one series.
     *
     * @param scores one per event, higher for more anomalous, not NaN, [events]
     * @param window the largest buffer, at least 0
     * @return in [0, 1]; NaN if there is no anomaly
     */
    public static double of(Labels labels, double[] scores, int window) {
        if (scores.length != labels.events()) {
            throw new IllegalArgumentException(
                    scores.length + " scores and labels of " + labels.events() + " events");
        }
        if (labels.count() == 0) {
            return Double.NaN;
        }
        VusPr volume = new VusPr(labels, scores);
        int[][] widest = volume.segments(window);
        double sum = 0;
        for (int buffer = 0; buffer <= window; buffer++) {
            sum += volume.area(buffer, widest);
        }
        return sum / (window + 1);
    }

    /**
     * The window that TSB-AD takes for a series: the lag with the highest local maximum of the
     * autocorrelation of the first 20,000 values.
     *
     * @param values NaN counts as the mean
     * @return the lag; 125 if there is no maximum, or one at a lag below 6 or above 303
     */
    public static int window(double[] values) {
        double[] y = Arrays.copyOf(values, Math.min(values.length, LONGEST_SERIES));
        double mean = Arrays.stream(y).filter(v -> !Double.isNaN(v)).average().orElse(0);
        for (int i = 0; i < y.length; i++) {
            y[i] = Double.isNaN(y[i]) ? 0 : y[i] - mean;
        }
        int lags = Math.min(LONGEST_LAG, y.length - 1);
        double[] correlation = new double[Math.max(0, lags + 1)];
        for (int lag = 0; lag <= lags; lag++) {
            double sum = 0;
            for (int i = lag; i < y.length; i++) {
                sum += y[i] * y[i - lag];
            }
            correlation[lag] = sum;
        }
        int best = -1;
        for (int lag = SHORTEST_LAG + 1; lag < lags; lag++) {
            boolean maximum =
                    correlation[lag] > correlation[lag - 1]
                            && correlation[lag] > correlation[lag + 1];
            if (maximum && (best < 0 || correlation[lag] > correlation[best])) {
                best = lag;
            }
        }
        return best < SHORTEST_WINDOW || best > LONGEST_WINDOW ? NO_PERIOD : best;
    }

    /** The scores at 250 ranks, spread evenly from the highest to the lowest. */
    private static double[] thresholds(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double[] thresholds = new double[THRESHOLDS];
        double step = (scores.length - 1.0) / (THRESHOLDS - 1); // rounded as TSB-AD rounds it
        for (int k = 0; k < THRESHOLDS; k++) {
            int rank = k == THRESHOLDS - 1 ? scores.length - 1 : (int) (k * step);
            thresholds[k] = sorted[scores.length - 1 - rank];
        }
        return thresholds;
    }

    /** The anomalies with a buffer on both sides, joined where they touch, [segments][2]. */
    private int[][] segments(int buffer) {
        int half = buffer / 2;
        int[][] segments = new int[labels.count()][];
        int count = 0;
        int start = Math.max(labels.first(0) - half, 0);
        for (int a = 0; a < labels.count(); a++) {
            boolean end = a == labels.count() - 1;
            if (end || labels.last(a) + half < labels.first(a + 1) - half) {
                segments[count++] = new int[] {start, Math.min(labels.last(a) + half, n - 1)};
                start = end ? 0 : labels.first(a + 1) - half;
            }
        }
        return Arrays.copyOf(segments, count);
    }

    /** The area under precision over recall, with labels softened over a buffer. */
    private double area(int buffer, int[][] widest) {
        double[] soft = soften(buffer);
        double[] hits = new double[THRESHOLDS]; // what events add from their threshold on
        double[] labelled = new double[THRESHOLDS];
        double always = 0;
        for (int[] segment : widest) {
            for (int i = segment[0]; i <= segment[1]; i++) {
                hits[reached[i]] += soft[i];
                if (anomalous[i]) {
                    always += 1;
                } else {
                    labelled[reached[i]] += soft[i];
                }
            }
        }
        int[][] own = segments(buffer);
        int[] found = new int[THRESHOLDS];
        for (int[] segment : own) {
            int earliest = THRESHOLDS;
            for (int i = segment[0]; i <= segment[1]; i++) {
                earliest = Math.min(earliest, reached[i]);
            }
            found[earliest]++;
        }
        long points = 0;
        for (boolean point : anomalous) {
            points += point ? 1 : 0;
        }
        double area = 0;
        double before = 0;
        double hit = 0;
        double soFar = always;
        int segments = 0;
        for (int k = 0; k < THRESHOLDS; k++) {
            hit += hits[k];
            soFar += labelled[k];
            segments += found[k];
            double recall =
                    Math.min(hit / ((points + soFar) / 2), 1) * segments / (double) own.length;
            area += (recall - before) * hit / predicted[k];
            before = recall;
        }
        return area;
    }

    private double[] soften(int buffer) {
        double[] soft = new double[n];
        for (int i = 0; i < n; i++) {
            soft[i] = anomalous[i] ? 1 : 0;
        }
        for (int a = 0; a < labels.count(); a++) {
            for (int d = 1; d <= buffer / 2; d++) {
                double more = Math.sqrt(1 - d / (double) buffer);
                int after = labels.last(a) + d;
                int ahead = labels.first(a) - d;
                if (after < n) {
                    soft[after] += more;
                }
                if (ahead >= 0) {
                    soft[ahead] += more;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            soft[i] = Math.min(soft[i], 1);
        }
        return soft;
    }
}
