package io.undercurrent.training.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.scorer.Models;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.data.Labels;
import io.undercurrent.training.evaluate.anomaly.AnomalyResult;
import io.undercurrent.training.evaluate.anomaly.Detections;
import io.undercurrent.training.evaluate.anomaly.DetectorRuns;
import io.undercurrent.training.evaluate.anomaly.Measure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every detector: no look ahead, and it finds what cannot be overlooked. */
class DetectorsTest {
    private static final int N = 1200;
    private static final long HOUR = 3_600_000_000L;

    // No static field: the workers' lambdas of this class would wait for its initialiser.
    private final List<DetectorMethod> methods = methods();

    private static List<DetectorMethod> methods() {
        try {
            List<DetectorMethod> all = new ArrayList<>();
            all.add(DetectorMethod.scorer(DetectorMethod.SCORER, Models.load("bundled:tiny")));
            all.addAll(DetectorMethod.baselines());
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsSaidOfAnEventDependsOnNothingAfterIt() {
        long seed = System.nanoTime();
        for (int channels = 1; channels <= 2; channels++) {
            double[][] columns = columns(channels, seed);
            AnomalyResult whole = run(columns, N);
            AnomalyResult prefix = run(columns, 2 * N / 3);
            double[][] changed = new double[channels][];
            Arrays.setAll(changed, c -> columns[c].clone());
            changed[0][2 * N / 3] += 500;
            AnomalyResult other = run(changed, N);
            for (int k = 0; k < methods.size(); k++) {
                String what = methods.get(k).name() + ", seed " + seed;
                assertStart(prefix, whole, k, 2 * N / 3, what);
                assertStart(other, whole, k, 2 * N / 3, what);
                assertThat(said(other, k).severity())
                        .as(what)
                        .isNotEqualTo(said(whole, k).severity());
            }
        }
    }

    @Test
    void aSpikeIsRankedFirstAndRaisesAnAlarm() {
        long seed = System.nanoTime();
        double[][] columns = columns(1, seed);
        columns[0][900] += 400;
        AnomalyResult result = run(columns, N);
        for (int k = 0; k < methods.size(); k++) {
            String what = methods.get(k).name() + ", seed " + seed;
            double[] severity = said(result, k).severity();
            double[] sorted = severity.clone();
            Arrays.sort(sorted);
            // The seasonal forecast repeats the spike a day later. The trees look at one of eight
            // values in a node, so that they see a spike less well: it is among the top 5%.
            int rank = methods.get(k).raisesAlarms() ? N - 1 : N - N / 20;
            assertThat(Arrays.stream(severity, 900, 925).max().orElseThrow())
                    .as(what)
                    .isGreaterThanOrEqualTo(sorted[rank]);
            assertThat(said(result, k).alarm()[900])
                    .as(what)
                    .isEqualTo(methods.get(k).raisesAlarms());
            assertThat(Measure.VUS_PR.of(result, k, Double.NaN).value()).as(what).isPositive();
            assertThat(Measure.HIT.of(result, k, Double.NaN).value())
                    .as(what)
                    .isEqualTo(Double.valueOf(methods.get(k).raisesAlarms() ? 100 : Double.NaN));
        }
    }

    @Test
    void missingValuesAreNoAnomalies() {
        double[][] columns = columns(1, 5);
        Arrays.fill(columns[0], 500, 520, Double.NaN);
        AnomalyResult result = run(columns, N);
        for (int k = 0; k < 2; k++) { // the trees repeat the value before, and read on
            assertThat(Arrays.copyOfRange(said(result, k).alarm(), 500, 520))
                    .as(methods.get(k).name())
                    .containsOnly(false);
        }
    }

    private static void assertStart(
            AnomalyResult some, AnomalyResult whole, int method, int events, String what) {
        Detections a = said(some, method);
        Detections b = said(whole, method);
        assertThat(Arrays.copyOf(a.severity(), events))
                .as(what)
                .isEqualTo(Arrays.copyOf(b.severity(), events));
        assertThat(Arrays.copyOf(a.score(), events))
                .as(what)
                .isEqualTo(Arrays.copyOf(b.score(), events));
        assertThat(Arrays.copyOf(a.alarm(), events))
                .as(what)
                .isEqualTo(Arrays.copyOf(b.alarm(), events));
    }

    private static Detections said(AnomalyResult result, int method) {
        return result.series().get(0).methods().get(method);
    }

    private AnomalyResult run(double[][] columns, int events) {
        double[][] cut = new double[columns.length][];
        Arrays.setAll(cut, c -> Arrays.copyOf(columns[c], events));
        long[] times = new long[events];
        Arrays.setAll(times, t -> t * HOUR);
        Labels labels =
                Labels.ofRanges(events, events > 901 ? List.of(new int[] {900, 901}) : List.of());
        LabelledSeries series = new LabelledSeries("made", cut, cut.length, times, labels, 0, 128);
        return new DetectorRuns(methods, 0.001, 2, (what, done, total) -> {})
                .run("made", List.of(series));
    }

    private static double[][] columns(int channels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = new double[channels][N];
        for (double[] column : columns) {
            for (int t = 0; t < N; t++) {
                column[t] = 30 + 10 * Math.sin(t * Math.PI / 12) + random.nextGaussian();
            }
        }
        return columns;
    }
}
