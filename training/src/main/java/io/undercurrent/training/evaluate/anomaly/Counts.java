package io.undercurrent.training.evaluate.anomaly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a threshold detects, counted by events and by anomalies.
 *
 * @param hits detected anomalous events
 * @param falseEvents detected ordinary events
 * @param anomalous anomalous events
 * @param ordinary the other events
 * @param found anomalies with a detected event
 * @param anomalies number of anomalies
 */
public record Counts(
        long hits, long falseEvents, long anomalous, long ordinary, long found, long anomalies) {

    private record Placed(double score, int series, int anomaly) {}

    /** Counts one series. */
    public static Counts of(Judged series, double threshold) {
        boolean[] points = series.labels().points();
        long hits = 0;
        long falseEvents = 0;
        long anomalous = 0;
        for (int i = 0; i < points.length; i++) {
            boolean detected = series.scores()[i] >= threshold;
            anomalous += points[i] ? 1 : 0;
            hits += points[i] && detected ? 1 : 0;
            falseEvents += !points[i] && detected ? 1 : 0;
        }
        long found = 0;
        for (int a = 0; a < series.labels().count(); a++) {
            boolean any = false;
            for (int i = series.labels().first(a); i <= series.labels().last(a); i++) {
                any |= series.scores()[i] >= threshold;
            }
            found += any ? 1 : 0;
        }
        return new Counts(
                hits,
                falseEvents,
                anomalous,
                points.length - anomalous,
                found,
                series.labels().count());
    }

    /** The counts of both together. */
    public Counts plus(Counts other) {
        return new Counts(
                hits + other.hits,
                falseEvents + other.falseEvents,
                anomalous + other.anomalous,
                ordinary + other.ordinary,
                found + other.found,
                anomalies + other.anomalies);
    }

    /** No event at all. */
    public static Counts none() {
        return new Counts(0, 0, 0, 0, 0, 0);
    }

    /** Harmonic mean of precision and recall over events; 0 without a hit. */
    public double pointF1() {
        return hits == 0 ? 0 : 2.0 * hits / (2.0 * hits + falseEvents + (anomalous - hits));
    }

    /**
     * Harmonic mean of the share of anomalies with a detected event and the share of detected
     * events that are anomalous; 0 without a hit.
     */
    public double eventF1() {
        if (hits == 0) {
            return 0;
        }
        double recall = (double) found / anomalies;
        double precision = (double) hits / (hits + falseEvents);
        return 2 * precision * recall / (precision + recall);
    }

    /** Share of the ordinary events that are detected, in percent. */
    public double falseAlarmRate() {
        return 100.0 * falseEvents / ordinary;
    }

    /** Share of the anomalous events that are not detected, in percent. */
    public double missedAlarmRate() {
        return 100.0 * (anomalous - hits) / anomalous;
    }

    /** Share of the anomalies with a detected event, in percent. */
    public double foundShare() {
        return 100.0 * found / anomalies;
    }

    /**
     * The one threshold for all series under which a measure of the summed counts is largest; the
     * highest of equal ones.
     *
     * @param measure such as {@code Counts::pointF1}
     * @return one of the scores; infinity if the measure is never above 0
     */
    public static double bestThreshold(List<Judged> all, ToDoubleFunction<Counts> measure) {
        List<Placed> events = new ArrayList<>();
        List<boolean[]> seen = new ArrayList<>();
        long anomalous = 0;
        long anomalies = 0;
        for (Judged series : all) {
            int anomaly = 0;
            int count = series.labels().count();
            for (int i = 0; i < series.scores().length; i++) {
                while (anomaly < count && i > series.labels().last(anomaly)) {
                    anomaly++;
                }
                boolean inside = anomaly < count && i >= series.labels().first(anomaly);
                anomalous += inside ? 1 : 0;
                events.add(new Placed(series.scores()[i], seen.size(), inside ? anomaly : -1));
            }
            seen.add(new boolean[count]);
            anomalies += count;
        }
        events.sort(Comparator.comparingDouble((Placed placed) -> -placed.score));
        double best = 0;
        double threshold = Double.POSITIVE_INFINITY;
        long ordinary = events.size() - anomalous;
        long hits = 0;
        long falseEvents = 0;
        long found = 0;
        for (int i = 0; i < events.size(); i++) {
            Placed event = events.get(i);
            if (event.anomaly < 0) {
                falseEvents++;
            } else {
                hits++;
                boolean[] known = seen.get(event.series);
                found += known[event.anomaly] ? 0 : 1;
                known[event.anomaly] = true;
            }
            if (i + 1 == events.size() || events.get(i + 1).score < event.score) {
                Counts counts =
                        new Counts(hits, falseEvents, anomalous, ordinary, found, anomalies);
                double value = measure.applyAsDouble(counts);
                if (value > best) {
                    best = value;
                    threshold = event.score;
                }
            }
        }
        return threshold;
    }
}
