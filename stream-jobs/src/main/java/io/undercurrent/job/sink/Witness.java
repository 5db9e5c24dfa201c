package io.undercurrent.job.sink;

import java.time.Instant;
import java.util.Locale;

/**
 * The first record that a transaction wrote. All records of a transaction become visible together
 * or never, so the visibility of this record shows the outcome of the transaction.
 *
 * @param topic the output topic
 * @param partition the output partition
 * @param offset its offset
 * @param timestamp its timestamp, as the broker keeps it; milliseconds since the epoch
 * @param prepared the time at which the transaction was prepared for its checkpoint, by the
 *     writer's clock
 */
public record Witness(String topic, int partition, long offset, long timestamp, Instant prepared) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s-%d at offset %d", topic, partition, offset);
    }
}
