/**
 * Reads times as microseconds since 1970-01-01T00:00:00Z: numbers, ISO-8601 texts, patterns,
 * months, years and spreadsheets' days.
 *
 * <p>{@code TimeFormat} is one way of writing times. {@code TimeGuess} detects it from a file's
 * first rows.
 */
package io.undercurrent.spec.decode.time;
