package io.undercurrent.job.sink;

import java.util.Optional;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * What a checkpoint stores about a transaction that was prepared for it.
 *
 * @param transaction the connector's committable
 * @param witness its first record; empty if a savepoint of an older build contained only the
 *     connector's part
 */
public record WitnessedCommittable(KafkaCommittable transaction, Optional<Witness> witness) {
    /**
     * The number of the checkpoint that the transaction was prepared for.
     *
     * <p>The connector's naming strategy INCREMENTING, its default, ends each transactional id with
     * the number of the checkpoint after which the transaction began, plus one. A failed checkpoint
     * leaves its transaction to the next one, so this number may be that of an incomplete
     * checkpoint. All complete checkpoints with lower numbers are before the transaction's first
     * record.
     *
     * @return the number at the end of the transactional id
     */
    long checkpoint() {
        String id = transaction.getTransactionalId();
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }
}
