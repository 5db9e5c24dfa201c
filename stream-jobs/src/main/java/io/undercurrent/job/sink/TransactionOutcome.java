package io.undercurrent.job.sink;

/** The outcome of a transaction, judged by its witness. */
enum TransactionOutcome {
    /** Readers of committed records see the witness: the transaction was committed before. */
    COMMITTED,

    /**
     * Readers of committed records do not see the witness, and it is in the log or the log ends
     * before it.
     */
    ABORTED,

    /**
     * Retention or compaction removed the witness, or the topic was deleted. The outcome is
     * unknown, and readers would not see the transaction's records in either case.
     */
    GONE,

    /** The brokers did not answer, or an older transaction is still open before the witness. */
    UNDECIDED
}
