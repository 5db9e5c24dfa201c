/**
 * Decodes CSV: records that are one row each, and files with a header line.
 *
 * <p>{@code CsvDecoder} reads records, whose columns are declared. {@link
 * io.undercurrent.spec.decode.csv.CsvRows} reads files: {@code CsvHeader} decides each column's
 * role from the layout, the header line and the first rows. Both hand a row to {@code CsvCells}.
 */
package io.undercurrent.spec.decode.csv;
