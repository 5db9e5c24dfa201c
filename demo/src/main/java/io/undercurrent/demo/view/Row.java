package io.undercurrent.demo.view;

import java.util.Objects;

/**
 * The newest result of one key; a number is NaN if there is none (no forecast in the warm-up, a
 * missing value).
 *
 * @param key the key
 * @param value what was observed
 * @param expected what had been forecast, the median
 * @param lower lower end of the expected band
 * @param upper upper end of the expected band
 * @param score how unexpected the value was, 0 to 1
 * @param status how the event was treated, {@code SCORED} being the ordinary case
 * @param alarm whether the event raised an alarm
 */
public record Row(
        String key,
        double value,
        double expected,
        double lower,
        double upper,
        double score,
        String status,
        boolean alarm) {
    public Row {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(status, "status");
    }
}
