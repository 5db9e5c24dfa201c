package io.undercurrent.detect.episode;

import java.util.Objects;

/**
 * One alarm, as read from a score or an anomaly.
 *
 * @param id the event's id, not null
 * @param timeMicros the event's own time, microseconds since 1970-01-01T00:00:00Z
 * @param score from 0.5 to 1
 * @param pValue probability of an event at least as extreme
 * @param field the value field with the smallest probability, not null; empty if it is not known
 * @param value that field's observed value; NaN if there is none
 * @param expected that field's expected value; NaN if there is none
 * @param lower its lower alarm bound; NaN if there is none
 * @param upper its upper alarm bound; NaN if there is none
 */
public record Alarm(
        String id,
        long timeMicros,
        double score,
        double pValue,
        String field,
        double value,
        double expected,
        double lower,
        double upper) {

    /** Checks that id and field are not null. */
    public Alarm {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(field, "field");
    }
}
