package io.undercurrent.job.sink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's committer, with failures judged by the transactions' witnesses. A failure alone proves
 * nothing: after a crash, transactions that were committed before it cause the same errors.
 */
final class WitnessedCommitter implements Committer<WitnessedCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(WitnessedCommitter.class);

    private final Committer<KafkaCommittable> committer;
    private final WitnessLookup lookup;
    private final RestartPoints restartPoints;
    private final String timeoutMillis;

    WitnessedCommitter(
            Committer<KafkaCommittable> committer,
            WitnessLookup lookup,
            RestartPoints restartPoints,
            String timeoutMillis) {
        this.committer = committer;
        this.lookup = lookup;
        this.restartPoints = restartPoints;
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public void commit(Collection<CommitRequest<WitnessedCommittable>> requests)
            throws IOException, InterruptedException {
        List<CommitRequest<KafkaCommittable>> checked = new ArrayList<>(requests.size());
        for (CommitRequest<WitnessedCommittable> request : requests) {
            checked.add(new WitnessCheckedRequest(request, this::judge));
        }
        committer.commit(checked);
    }

    /** Decides what a failed commit means; {@code signal} is the connector's reaction to it. */
    private void judge(
            CommitRequest<WitnessedCommittable> request, Throwable failure, Runnable signal) {
        WitnessedCommittable committable = request.getCommittable();
        String id = committable.transaction().getTransactionalId();
        Optional<Witness> witness = committable.witness();
        if (witness.isEmpty()) {
            LOG.warn(
                    "transaction {} of a savepoint by an older build could not be committed ({}): it"
                            + " was committed before, or the broker has aborted it and its results"
                            + " are lost; that build kept no record to tell by",
                    id,
                    failure.toString());
            signal.run();
            return;
        }
        TransactionOutcome fate = lookup.fate(witness.get());
        switch (fate) {
            case COMMITTED -> {
                LOG.info(
                        "transaction {} had been committed before, its record {} is visible",
                        id,
                        witness.get());
                request.signalAlreadyCommitted();
            }
            case ABORTED ->
                    throw new SuppressRestartsException(
                            new LostTransactionException(
                                    lost(committable, witness.get()), failure));
            case GONE -> {
                LOG.warn(
                        "whether transaction {} had been committed cannot be told, its record {} is"
                                + " no longer in the topic ({})",
                        id,
                        witness.get(),
                        failure.toString());
                request.signalAlreadyCommitted();
            }
            case UNDECIDED -> request.retryLater();
        }
    }

    private String lost(WitnessedCommittable committable, Witness witness) {
        long checkpoint = committable.checkpoint();
        Duration age = Duration.between(witness.prepared(), Instant.now());
        String what =
                String.format(
                        Locale.ROOT,
                        "transaction %s was aborted by the broker before it was committed: it was prepared for checkpoint %d at %s, %d s ago, and sink.transaction-timeout = %sms; its results, from %s on, are not in the output. ",
                        committable.transaction().getTransactionalId(),
                        checkpoint,
                        witness.prepared(),
                        age.toSeconds(),
                        timeoutMillis,
                        witness);
        return what + restartPoints.advice(checkpoint);
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }
}
