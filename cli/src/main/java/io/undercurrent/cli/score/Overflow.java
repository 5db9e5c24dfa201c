package io.undercurrent.cli.score;

/** What becomes of memories that do not fit on the heap. */
enum Overflow {
    /** They go to a temporary file. */
    SPILL,
    /** The command ends, with their number and bytes. */
    REFUSE
}
