package io.undercurrent.cli.score;

/** What happens to key states that do not fit on the heap. */
enum Overflow {
    /** They are moved to a temporary file. */
    SPILL,
    /** The command ends and reports their number and bytes. */
    REFUSE
}
