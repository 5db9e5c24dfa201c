package io.undercurrent.stream.scoring;

import io.undercurrent.stream.record.Incoming;
import java.util.Locale;
import java.util.Optional;

/**
 * Scoring failed at a record. Whatever the record holds, that is a fault of this program, because
 * records that cannot be used become dead letters. A restart reads the same record again, so a run
 * that fails there repeatedly ends.
 */
public final class RecordFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Part of every message about a damaged slab, which is not the record's fault either. */
    private static final String DAMAGED = "the state is damaged";

    private final String place;

    private RecordFailedException(String place, Throwable cause) {
        super(String.format(Locale.ROOT, "record %s cannot be scored: %s", place, cause), cause);
        this.place = place;
    }

    /**
     * Adds the record's place to a failure, unless the failure has nothing to do with the record: a
     * store or a connection that failed while it was scored.
     *
     * @param in the record
     * @param failure what was thrown
     * @return the exception with the place; empty if the failure should be thrown as it is
     */
    public static Optional<RecordFailedException> at(Incoming in, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean ofARecord =
                    cause instanceof RuntimeException
                            || cause instanceof StackOverflowError
                            || cause instanceof AssertionError;
            String name = cause.getClass().getName();
            // Of libraries that are called for a record: brokers and stores.
            boolean elsewhere = !name.startsWith("java.") && !name.startsWith("io.undercurrent.");
            boolean damaged = String.valueOf(cause.getMessage()).contains(DAMAGED);
            if (!ofARecord || elsewhere || damaged) {
                return Optional.empty();
            }
        }
        String place = in.topic + "-" + in.partition + "@" + in.offset;
        return Optional.of(new RecordFailedException(place, failure));
    }

    /**
     * Finds the place at which a run failed.
     *
     * @param failure what ended a task or thread
     * @return topic, partition and offset; empty if it did not fail at a record
     */
    public static Optional<String> place(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof RecordFailedException at) {
                return Optional.of(at.place);
            }
        }
        return Optional.empty();
    }

    /**
     * The last message of a run that failed repeatedly at one record.
     *
     * @param place the record
     * @param cause what happened there
     * @return the message, with what to do
     */
    public static String repeated(String place, String cause) {
        return String.format(
                Locale.ROOT,
                "stopped after %d failures at record %s: %s. No record should do that: please report it, with the record. To continue without it, delete the records up to it (kafka-delete-records.sh) and start with --accept-gap",
                RepeatedFailures.LIMIT,
                place,
                cause);
    }
}
