package io.undercurrent.training.detector;

/** Judges the events of one key as they come. */
public interface Detector {
    /**
     * Judges an event by what came before it, and then learns from it. It never sees a later event.
     *
     * @param timeMicros the event's time
     * @param values the event's channels, then its covariates; NaN where missing
     * @param out receives the judgement; every field must be set
     */
    void observe(long timeMicros, double[] values, Detection out);
}
