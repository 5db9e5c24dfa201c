package io.undercurrent.stream.scoring;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the failures at each record. Progress in between does not matter: other partitions, and
 * records before this one, go on between two restarts. Not thread-safe.
 */
public final class RepeatedFailures {
    /** So many failures at one record end a run. */
    public static final int LIMIT = 3;

    /** A run that fails at more records than that has another problem. */
    private static final int MAX_PLACES = 1_000;

    private final Map<String, Integer> counts = new HashMap<>();

    /** Creates a counter at zero. */
    public RepeatedFailures() {}

    /**
     * Counts a failure.
     *
     * @param failure what ended a task or thread
     * @return the record's place if it has now failed {@link #LIMIT} times; else empty
     */
    public Optional<String> add(Throwable failure) {
        Optional<String> place = RecordFailedException.place(failure);
        if (place.isEmpty() || counts.size() >= MAX_PLACES) {
            return Optional.empty();
        }
        return counts.merge(place.get(), 1, Integer::sum) >= LIMIT ? place : Optional.empty();
    }
}
