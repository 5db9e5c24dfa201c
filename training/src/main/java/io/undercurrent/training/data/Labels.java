package io.undercurrent.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Says which events of a series are anomalous: ranges of event indices, both ends included, in
 * rising order and without overlap. Two ranges may touch; they are two anomalies nevertheless.
 */
public final class Labels {
    private final int events;
    private final int[] first;
    private final int[] last;

    private Labels(int events, int[] first, int[] last) {
        this.events = events;
        this.first = first;
        this.last = last;
    }

    /**
     * Labels by ranges.
     *
     * @param events number of events of the series
     * @param ranges first and last index of each anomaly, [anomalies][2], in any order
     * @throws IllegalArgumentException if a range is empty, is outside the series or overlaps
     *     another one; the message names it
     */
    public static Labels ofRanges(int events, List<int[]> ranges) {
        List<int[]> sorted = new ArrayList<>(ranges);
        sorted.sort((a, b) -> Integer.compare(a[0], b[0]));
        int before = -1;
        for (int[] range : sorted) {
            if (range[0] <= before || range[1] < range[0] || range[1] >= events) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "anomaly from event %d to event %d: allowed are ranges within 0 to %d, the first index not above the last, without overlap",
                                range[0],
                                range[1],
                                events - 1));
            }
            before = range[1];
        }
        return new Labels(
                events,
                sorted.stream().mapToInt(range -> range[0]).toArray(),
                sorted.stream().mapToInt(range -> range[1]).toArray());
    }

    /**
     * Labels by events: each run of anomalous events is one anomaly.
     *
     * @param anomalous one entry per event, [events]
     */
    public static Labels ofPoints(boolean[] anomalous) {
        List<int[]> ranges = new ArrayList<>();
        for (int i = 0; i < anomalous.length; i++) {
            if (anomalous[i] && i > 0 && anomalous[i - 1]) {
                ranges.get(ranges.size() - 1)[1] = i;
            } else if (anomalous[i]) {
                ranges.add(new int[] {i, i});
            }
        }
        return ofRanges(anomalous.length, ranges);
    }

    /** Number of events of the series. */
    public int events() {
        return events;
    }

    /** Number of anomalies. */
    public int count() {
        return first.length;
    }

    /** Index of an anomaly's first event. */
    public int first(int anomaly) {
        return first[anomaly];
    }

    /** Index of an anomaly's last event. */
    public int last(int anomaly) {
        return last[anomaly];
    }

    /** Whether each event is anomalous, [events]. */
    public boolean[] points() {
        boolean[] points = new boolean[events];
        for (int a = 0; a < first.length; a++) {
            Arrays.fill(points, first[a], last[a] + 1, true);
        }
        return points;
    }

    /** The labels of the events from an index on, counted from there; an anomaly may be cut. */
    public Labels from(int start) {
        List<int[]> rest = new ArrayList<>();
        for (int a = 0; a < first.length; a++) {
            if (last[a] >= start) {
                rest.add(new int[] {Math.max(first[a], start) - start, last[a] - start});
            }
        }
        return ofRanges(events - start, rest);
    }
}
