package io.undercurrent.training.evaluate.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.training.data.Labels;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** F1 over events and over anomalies, by hand; the best threshold beside all thresholds. */
class CountsTest {
    private static final Labels TWO =
            Labels.ofRanges(10, List.of(new int[] {2, 3}, new int[] {7, 8}));

    @Test
    void eventsAndAnomaliesAreCounted() {
        double[] scores = {0, .9, .8, 0, 0, 0, 0, .2, .1, 0};
        Counts counts = Counts.of(new Judged(TWO, scores), 0.8);
        assertThat(counts).isEqualTo(new Counts(1, 1, 4, 6, 1, 2));
        assertThat(counts.pointF1()).isCloseTo(2.0 / (2 + 1 + 3), within(1e-15));
        assertThat(counts.eventF1()).isCloseTo(0.5, within(1e-15));
        assertThat(counts.falseAlarmRate()).isCloseTo(100 / 6.0, within(1e-12));
        assertThat(counts.missedAlarmRate()).isEqualTo(75);
        assertThat(counts.foundShare()).isEqualTo(50);
    }

    @Test
    void nothingDetectedIsZero() {
        Counts counts = Counts.of(new Judged(TWO, new double[10]), 1);
        assertThat(counts.pointF1()).isZero();
        assertThat(counts.eventF1()).isZero();
        assertThat(counts.missedAlarmRate()).isEqualTo(100);
    }

    @Test
    void theBestThresholdIsTheBestOfAll() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<ToDoubleFunction<Counts>> measures = List.of(Counts::pointF1, Counts::eventF1);
        for (ToDoubleFunction<Counts> measure : measures) {
            List<Judged> all = List.of(series(random), series(random), series(random));
            double best = 0;
            double threshold = Double.POSITIVE_INFINITY;
            for (int i = 20; i >= 0; i--) {
                double value = at(all, i / 20.0, measure);
                if (value > best) {
                    best = value;
                    threshold = i / 20.0;
                }
            }
            double found = Counts.bestThreshold(all, measure);
            assertThat(found).as("seed %d", seed).isEqualTo(threshold);
            assertThat(at(all, found, measure)).as("seed %d", seed).isEqualTo(best);
        }
    }

    @Test
    void anEpisodeIsCountedWhereItStarts() {
        Labels labels = Labels.ofRanges(200, List.of(new int[] {50, 60}));
        boolean[] alarms = new boolean[200];
        alarms[5] = true; // before the events that count
        alarms[55] = true; // a hit
        alarms[61] = true; // goes on after the anomaly
        alarms[86] = true; // 25 events later: another episode
        alarms[110] = true; // 24 events later: the same one
        FalseAlarms found = FalseAlarms.of(labels, alarms, 10);
        assertThat(found).isEqualTo(new FalseAlarms(200 - 10 - 11, 3, 1));
        assertThat(FalseAlarms.of(labels, alarms, 10, 23))
                .isEqualTo(found.plus(new FalseAlarms(0, 0, 1)));
        assertThat(FalseAlarms.of(labels, alarms, 10, 25))
                .isEqualTo(found.plus(new FalseAlarms(0, 0, -1)));
        assertThat(found.episodesOver(0.01)).isCloseTo(1 / 1.79, within(1e-12));
        assertThat(found.eventsOver(0.01)).isCloseTo(3 / 1.79, within(1e-12));
    }

    @Test
    void anIntervalHoldsTheFigureAndRepeats() {
        double[] figures = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        Interval interval = Interval.of(10, chosen -> mean(figures, chosen));
        assertThat(interval).isEqualTo(Interval.of(10, chosen -> mean(figures, chosen)));
        // The mean of ten draws has a standard deviation of 0.91: 5.5 +- 1.5.
        assertThat(interval.low()).isBetween(3.7, 4.3);
        assertThat(interval.high()).isBetween(6.7, 7.3);
        assertThat(Interval.of(1, chosen -> 1).low()).isNaN();
    }

    private static double mean(double[] figures, int[] chosen) {
        double sum = 0;
        for (int i : chosen) {
            sum += figures[i];
        }
        return sum / chosen.length;
    }

    private static double at(List<Judged> all, double threshold, ToDoubleFunction<Counts> measure) {
        Counts sum = Counts.none();
        for (Judged one : all) {
            sum = sum.plus(Counts.of(one, threshold));
        }
        return measure.applyAsDouble(sum);
    }

    private static Judged series(SplittableRandom random) {
        Labels labels = Labels.ofRanges(120, List.of(new int[] {30, 44}, new int[] {90, 95}));
        boolean[] points = labels.points();
        double[] scores = new double[120];
        for (int i = 0; i < scores.length; i++) {
            double score = random.nextDouble() * (points[i] ? 1 : 0.8);
            scores[i] = Math.rint(20 * score) / 20;
        }
        return new Judged(labels, scores);
    }
}
