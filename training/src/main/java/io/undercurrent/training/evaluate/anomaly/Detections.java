package io.undercurrent.training.evaluate.anomaly;

/**
 * What one detector said about the events of one series.
 *
 * @param severity ranks the events, [n]
 * @param score raises the alarm, from 0 to 1, [n]
 * @param alarm the detector's own alarms, [n]
 */
// Arrays on purpose: judges use them directly, and nothing compares these.
@SuppressWarnings("ArrayRecordComponent")
public record Detections(double[] severity, double[] score, boolean[] alarm) {
    Detections(int events) {
        this(new double[events], new double[events], new boolean[events]);
    }

    /** The alarms as scores of 1 and 0. */
    public double[] alarmScore() {
        double[] scores = new double[alarm.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = alarm[i] ? 1 : 0;
        }
        return scores;
    }
}
