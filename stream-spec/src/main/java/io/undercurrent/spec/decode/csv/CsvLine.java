package io.undercurrent.spec.decode.csv;

import io.undercurrent.spec.decode.event.BadRecordException;

/**
 * One line of a file, split.
 *
 * @param number the line's number; the header is line 1
 * @param cells its cells; null if it could not be split
 * @param problem why it could not be split; null if it was split
 */
// It is an array on purpose: lines are never compared.
@SuppressWarnings("ArrayRecordComponent")
record CsvLine(long number, String[] cells, BadRecordException problem) {}
