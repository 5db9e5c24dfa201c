package io.undercurrent.job.sink;

/** What became of a transaction, judged by its witness. */
enum Fate {
    /** Readers of committed records see the witness: it was committed before. */
    COMMITTED,

    /** The witness is in the log, or the log ends before it, and readers do not see it. */
    ABORTED,

    /**
     * Retention or compaction removed the witness, or the topic is gone: nothing can be told, and
     * readers would not see the transaction's records either way.
     */
    GONE,

    /** The brokers did not answer, or an older transaction is still open before the witness. */
    UNDECIDED
}
