package io.undercurrent.job.sink;

import java.util.Optional;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * What a checkpoint remembers of a transaction that it has prepared.
 *
 * @param transaction the connector's own part
 * @param witness its first record; none where a savepoint of an older build held only the
 *     connector's part
 */
public record WitnessedCommittable(KafkaCommittable transaction, Optional<Witness> witness) {
    /**
     * The checkpoint that the transaction was prepared for.
     *
     * <p>The connector's naming strategy INCREMENTING, its default, ends each transactional id with
     * the number of the checkpoint after which the transaction began, plus one. A checkpoint that
     * failed leaves its transaction to the next one, so this number need not be of a complete
     * checkpoint; complete ones of lower numbers all lie before the transaction's first record.
     *
     * @return the number at the end of the transactional id
     */
    long checkpoint() {
        String id = transaction.getTransactionalId();
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }
}
