package io.undercurrent.training.data;

import java.util.Locale;

/**
 * The events of one key with the anomalies among them.
 *
 * @param name its name in tables and files, not empty; a slash separates folders
 * @param columns values of the channels, then of the covariates, NaN where missing, never infinite,
 *     [fields][n]
 * @param channels number of columns that are judged, at least 1
 * @param timesMicros the events' times since the epoch, as the stream brings them, [n]
 * @param labels which events are anomalous
 * @param judgedFrom the first event whose detection counts; detectors read those before it as well
 * @param ratedFrom the first event from which on false alarms are counted
 */
// Arrays on purpose: detectors read them event by event, and nothing compares series.
@SuppressWarnings("ArrayRecordComponent")
public record LabelledSeries(
        String name,
        double[][] columns,
        int channels,
        long[] timesMicros,
        Labels labels,
        int judgedFrom,
        int ratedFrom) {

    /** Checks that all parts have the same events. */
    public LabelledSeries {
        int n = timesMicros.length;
        boolean fits = channels >= 1 && channels <= columns.length && labels.events() == n;
        for (double[] column : columns) {
            fits &= column.length == n;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "series %s: %d channels of %d columns, %d times, labels of %d events: allowed are 1 channel and more, and the same events everywhere",
                            name,
                            channels,
                            columns.length,
                            n,
                            labels.events()));
        }
        if (judgedFrom < 0 || judgedFrom >= n || ratedFrom < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "series %s: %d events, of which those from %d on count, and false alarms from %d on: allowed is a start from 0 to %d",
                            name,
                            n,
                            judgedFrom,
                            ratedFrom,
                            n - 1));
        }
    }

    /** Number of events. */
    public int length() {
        return timesMicros.length;
    }

    /** Writes an event's values into {@code row}, [fields]. */
    public void row(int t, double[] row) {
        for (int f = 0; f < columns.length; f++) {
            row[f] = columns[f][t];
        }
    }
}
