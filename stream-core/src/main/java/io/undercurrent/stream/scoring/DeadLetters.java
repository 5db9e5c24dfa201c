package io.undercurrent.stream.scoring;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.stream.brokers.OutputLimits;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.Records;
import java.util.function.Supplier;

/**
 * Builds dead letters that their topic accepts: with a Kafka timestamp that it does not refuse, and
 * with less of the record if the whole record would be too large. It counts them by reason.
 */
public final class DeadLetters {
    /**
     * The bytes of key and value each that a dead letter keeps if its topic refuses the declared
     * size; they are tried in this order.
     */
    private static final int[] LESS = {4096, 256, 0};

    private final Records records;
    private final Supplier<OutputLimits> limits;
    private final DeadLetterCounts counts;

    /**
     * Creates the dead letters of one task.
     *
     * @param records encodes them
     * @param limits the current limits of the topics
     * @param metrics where to register the counts
     */
    public DeadLetters(Records records, Supplier<OutputLimits> limits, Metrics metrics) {
        this.records = records;
        this.limits = limits;
        counts = new DeadLetterCounts(metrics);
    }

    /**
     * Builds the dead letter of a rejected record.
     *
     * @param in a record with its reason
     * @return the dead letter
     */
    public Outgoing of(Incoming in) {
        return of(in, DeadLetterReason.valueOf(in.reason), in.detail);
    }

    /**
     * Builds a dead letter.
     *
     * @param in the source record
     * @param reason why it is not scored
     * @param detail what was found, and where
     * @return the dead letter
     */
    public Outgoing of(Incoming in, DeadLetterReason reason, String detail) {
        counts.inc(reason);
        OutputLimits now = limits.get();
        Outgoing letter = records.deadLetter(in, reason, detail);
        for (int i = 0; i < LESS.length && now.tooLarge(letter).isPresent(); i++) {
            letter = records.deadLetter(in, reason, detail, LESS[i]);
        }
        letter.timestamp = now.letterTime(in);
        return letter;
    }
}
