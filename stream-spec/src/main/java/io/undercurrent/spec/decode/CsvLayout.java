package io.undercurrent.spec.decode;

import io.undercurrent.spec.CsvText;
import io.undercurrent.spec.TimePattern;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How a CSV file with a header line is laid out; what is not said is found out from its header and
 * first rows.
 *
 * @param delimiter what separates cells
 * @param keyColumn the column with the key, or null where the whole file is one series
 * @param seriesKey the key of all rows where no column holds one
 * @param timeColumn the column with the time, or null: the first of timestamp, time, ts, datetime,
 *     date, in upper or lower case
 * @param timeUnit how times are written, or null: as the first rows show
 * @param timePattern the pattern, for {@link Unit#PATTERN}; otherwise null
 * @param zone the zone of times that name none
 * @param valueColumns the columns with values, or empty: all others that have a name and hold no
 *     text, or more numbers than texts, in the first rows. Each is a column's name or, where no
 *     column is called so, several separated by commas, in double quotes where a name has a comma
 * @param covariateColumns columns that are read after the values, none of them a value; in the same
 *     form
 * @param text how cells write numbers and missing values
 * @param maxLineBytes longer lines are broken rows
 */
public record CsvLayout(
        char delimiter,
        String keyColumn,
        String seriesKey,
        String timeColumn,
        CsvTimeUnit timeUnit,
        String timePattern,
        ZoneId zone,
        List<String> valueColumns,
        List<String> covariateColumns,
        CsvText text,
        int maxLineBytes) {

    private static final int MAX_LINE_BYTES = 1 << 20;

    /**
     * Checks what can be checked without a file.
     *
     * @throws IllegalArgumentException where a part is not allowed; it says which and what is
     */
    public CsvLayout {
        valueColumns = List.copyOf(valueColumns);
        covariateColumns = List.copyOf(covariateColumns);
        if ("\"\r\n".indexOf(delimiter) >= 0) {
            throw new IllegalArgumentException(
                    "a delimiter is one character other than a quote or line end");
        }
        if (seriesKey.isEmpty()) {
            throw new IllegalArgumentException("the key of a series must not be empty");
        }
        if (timeUnit == CsvTimeUnit.PATTERN && timePattern == null) {
            throw new IllegalArgumentException("times in a pattern need the pattern");
        }
        if (timeUnit != null && timeUnit != CsvTimeUnit.PATTERN && timePattern != null) {
            throw new IllegalArgumentException(
                    "the time pattern " + timePattern + " is not used with another unit");
        }
        if (timePattern != null) {
            TimePattern.formatter(timePattern);
        }
    }

    /**
     * A comma-separated file of one series about which nothing else is said.
     *
     * @param seriesKey the key of all its rows, not empty
     * @return all found out, times without zone in UTC, lines up to 1 MiB
     */
    public static CsvLayout detected(String seriesKey) {
        return new CsvLayout(
                ',',
                null,
                seriesKey,
                null,
                null,
                null,
                ZoneOffset.UTC,
                List.of(),
                List.of(),
                CsvText.DEFAULT,
                MAX_LINE_BYTES);
    }

    /**
     * This layout with another delimiter.
     *
     * @param character what separates cells
     * @return a new layout
     */
    public CsvLayout withDelimiter(char character) {
        return new CsvLayout(
                character,
                keyColumn,
                seriesKey,
                timeColumn,
                timeUnit,
                timePattern,
                zone,
                valueColumns,
                covariateColumns,
                text,
                maxLineBytes);
    }

    /**
     * This layout with a key in each row.
     *
     * @param column its column
     * @return a new layout
     */
    public CsvLayout withKey(String column) {
        return new CsvLayout(
                delimiter,
                column,
                seriesKey,
                timeColumn,
                timeUnit,
                timePattern,
                zone,
                valueColumns,
                covariateColumns,
                text,
                maxLineBytes);
    }

    /**
     * This layout with times as said; null for what is to be found out.
     *
     * @param column the time's column
     * @param unit how times are written
     * @param pattern for {@link Unit#PATTERN}
     * @param defaultZone the zone of times that name none, not null
     * @return a new layout
     */
    public CsvLayout withTime(String column, CsvTimeUnit unit, String pattern, ZoneId defaultZone) {
        return new CsvLayout(
                delimiter,
                keyColumn,
                seriesKey,
                column,
                unit,
                pattern,
                defaultZone,
                valueColumns,
                covariateColumns,
                text,
                maxLineBytes);
    }

    /**
     * This layout with the values' columns.
     *
     * @param columns in the order of the events' values
     * @return a new layout
     */
    public CsvLayout withValues(List<String> columns) {
        return new CsvLayout(
                delimiter,
                keyColumn,
                seriesKey,
                timeColumn,
                timeUnit,
                timePattern,
                zone,
                columns,
                covariateColumns,
                text,
                maxLineBytes);
    }

    /**
     * This layout with covariates.
     *
     * @param columns in the order in which events have them after their values
     * @return a new layout
     */
    public CsvLayout withCovariates(List<String> columns) {
        return new CsvLayout(
                delimiter,
                keyColumn,
                seriesKey,
                timeColumn,
                timeUnit,
                timePattern,
                zone,
                valueColumns,
                columns,
                text,
                maxLineBytes);
    }

    /**
     * This layout with another way of writing numbers and missing values.
     *
     * @param other the way
     * @return a new layout
     */
    public CsvLayout withText(CsvText other) {
        return new CsvLayout(
                delimiter,
                keyColumn,
                seriesKey,
                timeColumn,
                timeUnit,
                timePattern,
                zone,
                valueColumns,
                covariateColumns,
                other,
                maxLineBytes);
    }

    /** Whether times are read as is said, and not as the first rows show. */
    boolean isTimeSaid() {
        return timeUnit != null || timePattern != null;
    }
}
