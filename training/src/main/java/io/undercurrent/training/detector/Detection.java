package io.undercurrent.training.detector;

/** The judgement of one event; the object is reused, so copy what must outlive the next event. */
public final class Detection {
    /**
     * How anomalous the event is, higher for more: the number by which events are ranked. It stays
     * high through an episode. From 0 to 1 if the detector has a scale, and comparable across keys.
     */
    public double severity;

    /** The number that raises the alarm, from 0 to 1: high at the onset of an anomaly. */
    public double score;

    /**
     * Whether the detector raises an alarm by its own threshold: that for the declared rate, or a
     * fixed one if it takes no rate.
     */
    public boolean alarm;

    /** Sets all fields of an event about which nothing is known. */
    public void unknown() {
        severity = 0;
        score = 0;
        alarm = false;
    }
}
