package io.undercurrent.spec.decode.csv;

import io.undercurrent.spec.decode.time.CsvTimeUnit;
import io.undercurrent.spec.value.CsvText;
import io.undercurrent.spec.value.TimePattern;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Describes the layout of a CSV file with a header line. What it leaves open is detected from the
 * header and the first rows.
 *
 * @param delimiter what separates cells
 * @param keyColumn the column with the key, or null if the whole file is one series
 * @param seriesKey the key of all rows if no column holds one
 * @param timeColumn the column with the time; null means the first of timestamp, time, ts,
 *     datetime, date, in upper or lower case
 * @param timeUnit how times are written; null means as the first rows show
 * @param timePattern the pattern, for {@link CsvTimeUnit#PATTERN}; otherwise null
 * @param zone the zone of times that name none
 * @param valueColumns the columns with values; empty means all others that have a name and, in the
 *     first rows, hold no text or more numbers than texts. Each entry is a column's name or, if no
 *     column has that name, several names separated by commas, in double quotes if a name contains
 *     a comma
 * @param covariateColumns columns that are read after the values and are no values themselves; in
 *     the same form
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
    /** The names by which a time column is known, in upper or lower case; the first counts. */
    public static final List<String> TIME_COLUMNS =
            List.of("timestamp", "time", "ts", "datetime", "date");

    private static final int MAX_LINE_BYTES = 1 << 20;

    /**
     * Checks what can be checked without a file.
     *
     * @throws IllegalArgumentException if a part is not allowed; the message says which, and what
     *     is allowed
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
     * The layout of a comma-separated file of one series, with everything else left open.
     *
     * @param seriesKey the key of all its rows, not empty
     * @return a layout in which all columns are detected, times without a zone are in UTC, and
     *     lines have up to 1 MiB
     */
    public static CsvLayout detected(String seriesKey) {
        return builder(seriesKey).build();
    }

    /**
     * Starts from the layout that {@link #detected} gives.
     *
     * @param seriesKey the key of all rows if no column holds one, not empty
     * @return a builder of other layouts
     */
    public static Builder builder(String seriesKey) {
        return new Builder(seriesKey);
    }

    /**
     * Starts from this layout.
     *
     * @return a builder of layouts that differ from this one
     */
    public Builder toBuilder() {
        Builder builder = new Builder(seriesKey);
        builder.delimiter = delimiter;
        builder.keyColumn = keyColumn;
        builder.timeColumn = timeColumn;
        builder.timeUnit = timeUnit;
        builder.timePattern = timePattern;
        builder.zone = zone;
        builder.valueColumns = valueColumns;
        builder.covariateColumns = covariateColumns;
        builder.text = text;
        return builder;
    }

    /** Collects what a layout says; what is not set is detected. */
    public static final class Builder {
        private final String seriesKey;
        private char delimiter = ',';
        private String keyColumn;
        private String timeColumn;
        private CsvTimeUnit timeUnit;
        private String timePattern;
        private ZoneId zone = ZoneOffset.UTC;
        private List<String> valueColumns = List.of();
        private List<String> covariateColumns = List.of();
        private CsvText text = CsvText.DEFAULT;

        private Builder(String seriesKey) {
            this.seriesKey = seriesKey;
        }

        /**
         * Sets what separates cells.
         *
         * @param character a comma if not set
         * @return this
         */
        public Builder delimiter(char character) {
            delimiter = character;
            return this;
        }

        /**
         * Names the column with each row's key.
         *
         * @param column null if the whole file is one series
         * @return this
         */
        public Builder key(String column) {
            keyColumn = column;
            return this;
        }

        /**
         * Sets column and form of times; null for what is to be detected.
         *
         * @param column the time's column
         * @param unit how times are written
         * @param pattern for {@link CsvTimeUnit#PATTERN}
         * @param defaultZone the zone of times that name none, not null
         * @return this
         */
        public Builder time(String column, CsvTimeUnit unit, String pattern, ZoneId defaultZone) {
            timeColumn = column;
            timeUnit = unit;
            timePattern = pattern;
            zone = defaultZone;
            return this;
        }

        /**
         * Names the columns with values.
         *
         * @param columns in the order of the events' values
         * @return this
         */
        public Builder values(List<String> columns) {
            valueColumns = columns;
            return this;
        }

        /**
         * Names the columns with covariates.
         *
         * @param columns in the order in which events have them after their values
         * @return this
         */
        public Builder covariates(List<String> columns) {
            covariateColumns = columns;
            return this;
        }

        /**
         * Sets how numbers and missing values are written.
         *
         * @param other {@link CsvText#DEFAULT} if not set
         * @return this
         */
        public Builder text(CsvText other) {
            text = other;
            return this;
        }

        /**
         * Builds the layout.
         *
         * @return a layout whose lines have up to 1 MiB
         * @throws IllegalArgumentException if a part is not allowed; the message says which, and
         *     what is allowed
         */
        public CsvLayout build() {
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
                    text,
                    MAX_LINE_BYTES);
        }
    }

    /** Whether the layout says how times are written, so that the first rows do not decide. */
    boolean isTimeSaid() {
        return timeUnit != null || timePattern != null;
    }
}
