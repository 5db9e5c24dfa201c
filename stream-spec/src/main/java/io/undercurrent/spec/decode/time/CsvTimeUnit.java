package io.undercurrent.spec.decode.time;

/** How a CSV file writes times; the first six constants are those of {@code source.time.unit}. */
public enum CsvTimeUnit {
    /** ISO-8601 texts. */
    ISO,
    /** Seconds since 1970-01-01T00:00:00Z, or since any other start if only distances matter. */
    S,
    /** Milliseconds. */
    MS,
    /** Microseconds. */
    US,
    /** Nanoseconds. */
    NS,
    /** Texts in a pattern. */
    PATTERN,
    /** Years such as 2023, meaning their first midnight. */
    YEAR,
    /** Months such as 2023-01 or 202301, meaning their first midnight. */
    MONTH,
    /** Spreadsheets' dates: days since 1899-12-30, the time of day as a fraction. */
    SERIAL
}
