package io.undercurrent.job;

/**
 * What the jobs that make a state count in Flink's accumulators, which travel with the heartbeats
 * of task managers.
 */
public final class Counts {
    /** Source records read, events or not. */
    public static final String RECORDS = "records";

    /** Of these, records that give no event, or a late one that the stream refuses. */
    public static final String DEAD_LETTERS = "dead-letters";

    /** Memories begun: keys, once more where one expired and began afresh. */
    public static final String KEYS = "keys";

    /** Followed by {@code topic-partition}: the newest offset that was read there. */
    public static final String OFFSET = "offset ";

    private Counts() {}
}
