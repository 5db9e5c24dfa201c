package io.undercurrent.training.evaluate.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.training.data.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** VUS-PR by hand, and beside its definition written out threshold by threshold. */
class VusPrTest {
    @Test
    void aPerfectRankingIsOne() {
        double[] scores = new double[300];
        Arrays.fill(scores, 100, 120, 1);
        Labels labels = Labels.ofRanges(300, List.of(new int[] {100, 119}));
        assertThat(VusPr.of(labels, scores, 0)).isEqualTo(1);
    }

    @Test
    void equalScoresFindTheShareOfAnomalies() {
        Labels labels = Labels.ofRanges(400, List.of(new int[] {10, 49}));
        assertThat(VusPr.of(labels, new double[400], 0)).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void withoutAnomaliesThereIsNone() {
        assertThat(VusPr.of(Labels.ofRanges(50, List.of()), new double[50], 5)).isNaN();
        assertThatThrownBy(() -> VusPr.of(Labels.ofRanges(50, List.of()), new double[49], 5))
                .hasMessageContainingAll("49", "50");
    }

    @Test
    void theFastFormIsTheDefinition() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 6; round++) {
            int n = 60 + random.nextInt(500);
            boolean[] anomalous = new boolean[n];
            for (int a = 0; a < 5; a++) {
                int first = random.nextInt(n);
                int end = Math.min(n, first + 1 + random.nextInt(12));
                Arrays.fill(anomalous, first, end, true);
            }
            double[] scores = new double[n];
            for (int i = 0; i < n; i++) {
                double score = random.nextDouble() + (anomalous[i] ? 0.5 : 0);
                scores[i] = round % 2 == 0 ? score : Math.rint(8 * score);
            }
            Labels labels = Labels.ofPoints(anomalous);
            int window = random.nextInt(40);
            assertThat(VusPr.of(labels, scores, window))
                    .as("seed %d, round %d", seed, round)
                    .isCloseTo(definition(labels, scores, window), within(1e-12));
        }
    }

    @Test
    void theWindowIsThePeriod() {
        double[] wave = new double[3000];
        for (int i = 0; i < wave.length; i++) {
            wave[i] = Math.sin(2 * Math.PI * i / 48) + (i == 7 ? Double.NaN : 0);
        }
        assertThat(VusPr.window(wave)).isEqualTo(48);
        double[] fast = new double[3000];
        for (int i = 0; i < fast.length; i++) {
            fast[i] = Math.sin(2 * Math.PI * i / 5);
        }
        assertThat(VusPr.window(fast)).as("its best lag is below 6").isEqualTo(125);
        assertThat(VusPr.window(new double[3000])).isEqualTo(125);
        assertThat(VusPr.window(new double[] {1})).isEqualTo(125);
    }

    private static double definition(Labels labels, double[] scores, int window) {
        int n = scores.length;
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        boolean[] wide = new boolean[n];
        joined(labels, n, window).forEach(s -> Arrays.fill(wide, s[0], s[1] + 1, true));
        boolean[] points = labels.points();
        double sum = 0;
        for (int l = 0; l <= window; l++) {
            double[] soft = new double[n];
            for (int i = 0; i < n; i++) {
                soft[i] = points[i] ? 1 : 0;
            }
            for (int a = 0; a < labels.count(); a++) {
                for (int i = 0; i < n; i++) {
                    int d = Math.max(labels.first(a) - i, i - labels.last(a));
                    soft[i] += d >= 1 && d <= l / 2 ? Math.sqrt(1 - d / (double) l) : 0;
                }
            }
            List<int[]> own = joined(labels, n, l);
            double before = 0;
            for (int k = 0; k < 250; k++) {
                int rank = k == 249 ? n - 1 : (int) (k * ((n - 1) / 249.0));
                double threshold = sorted[n - 1 - rank];
                double hits = 0;
                double labelled = 0;
                int anomalous = 0;
                int predicted = 0;
                for (int i = 0; i < n; i++) {
                    boolean detected = scores[i] >= threshold;
                    double label = points[i] ? 1 : detected ? Math.min(1, soft[i]) : 0;
                    predicted += detected ? 1 : 0;
                    anomalous += points[i] ? 1 : 0;
                    labelled += wide[i] ? label : 0;
                    hits += wide[i] && detected ? label : 0;
                }
                double share = foundShare(own, scores, threshold);
                double recall = Math.min(hits / ((anomalous + labelled) / 2), 1) * share;
                sum += (recall - before) * hits / predicted;
                before = recall;
            }
        }
        return sum / (window + 1);
    }

    /** Anomalies with their buffer, joined where they share an event. */
    private static List<int[]> joined(Labels labels, int n, int buffer) {
        List<int[]> segments = new ArrayList<>();
        for (int a = 0; a < labels.count(); a++) {
            int from = Math.max(0, labels.first(a) - buffer / 2);
            int to = Math.min(n - 1, labels.last(a) + buffer / 2);
            if (!segments.isEmpty() && from <= segments.get(segments.size() - 1)[1]) {
                segments.get(segments.size() - 1)[1] = to;
            } else {
                segments.add(new int[] {from, to});
            }
        }
        return segments;
    }

    private static double foundShare(List<int[]> segments, double[] scores, double threshold) {
        long found =
                segments.stream()
                        .filter(
                                segment ->
                                        Arrays.stream(scores, segment[0], segment[1] + 1)
                                                .anyMatch(score -> score >= threshold))
                        .count();
        return (double) found / segments.size();
    }
}
