package io.undercurrent.stream.scoring;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.stream.brokers.OutputLimits;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.Records;
import java.util.function.Supplier;

/**
 * Makes dead letters that their topic takes: with a Kafka timestamp that it does not refuse, and
 * with less of the record where all of it would be too much. They are counted by reason.
 */
public final class DeadLetters {
    /**
     * What a letter holds of key and value each, where its topic does not take what is declared.
     */
    private static final int[] LESS = {4096, 256, 0};

    private final Records records;
    private final Supplier<OutputLimits> limits;
    private final DeadLetterCounts counts;

    /**
     * The dead letters of one task.
     *
     * @param records encodes them
     * @param limits what topics take
     * @param metrics where counts are shown
     */
    public DeadLetters(Records records, Supplier<OutputLimits> limits, Metrics metrics) {
        this.records = records;
        this.limits = limits;
        counts = new DeadLetterCounts(metrics);
    }

    /**
     * A rejected record's letter.
     *
     * @param in a record with its reason
     * @return the letter
     */
    public Outgoing of(Incoming in) {
        return of(in, DeadLetterReason.valueOf(in.reason), in.detail);
    }

    /**
     * A letter.
     *
     * @param in the source record
     * @param reason why it is not scored
     * @param detail what was found where
     * @return the letter
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
