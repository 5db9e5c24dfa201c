package io.undercurrent.spec.decode;

/**
 * One line of a file, split.
 *
 * @param number where it stands, the header being line 1
 * @param cells its cells; null where it could not be split
 * @param problem why it could not be; null where it was
 */
// An array on purpose: nothing compares lines.
@SuppressWarnings("ArrayRecordComponent")
record CsvLine(long number, String[] cells, BadRecordException problem) {}
