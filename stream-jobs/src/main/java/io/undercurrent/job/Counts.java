package io.undercurrent.job;

/**
 * Names of the Flink accumulators of the jobs that create a state. The values arrive with the
 * heartbeats of task managers.
 */
public final class Counts {
    /** Number of source records read, including those that are not events. */
    public static final String RECORDS = "records";

    /** Number of these that are not events, or are late events that the stream rejects. */
    public static final String DEAD_LETTERS = "dead-letters";

    /**
     * Number of key states created: one per key, and one more each time that a key expired and
     * started without state.
     */
    public static final String KEYS = "keys";

    /** Followed by {@code topic-partition}: the newest offset read from that partition. */
    public static final String OFFSET = "offset ";

    private Counts() {}
}
