package io.undercurrent.job.sink;

import java.time.Instant;
import java.util.Locale;

/**
 * The first record that a transaction wrote. All records of a transaction become visible together
 * or never, so whether this one is visible tells the fate of all.
 *
 * @param topic the output topic
 * @param partition the partition that the broker put it into
 * @param offset its offset there
 * @param timestamp its timestamp, as the broker keeps it; milliseconds since the epoch
 * @param prepared when the transaction was prepared for its checkpoint, by the writer's clock
 */
public record Witness(String topic, int partition, long offset, long timestamp, Instant prepared) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s-%d at offset %d", topic, partition, offset);
    }
}
