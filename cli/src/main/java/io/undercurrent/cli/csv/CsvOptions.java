package io.undercurrent.cli.csv;

import io.undercurrent.spec.decode.csv.CsvLayout;
import io.undercurrent.spec.decode.time.CsvTimeUnit;
import io.undercurrent.spec.value.CsvText;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that describe the layout of CSV files, the same in every command that reads them. */
public final class CsvOptions {
    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description =
                    "The time column; default: the first of timestamp, time, ts, datetime, date.")
    private String time;

    @Option(
            names = "--time-unit",
            paramLabel = "UNIT",
            description =
                    "${COMPLETION-CANDIDATES}; serial is a spreadsheet's days; default: found out from the first rows.")
    private CsvTimeUnit timeUnit;

    @Option(
            names = "--time-pattern",
            paramLabel = "PATTERN",
            description = "A java.time pattern of times, such as dd.MM.yyyy HH:mm.")
    private String timePattern;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Zone of times that name none; default UTC.")
    private ZoneId zone;

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description = "The key column; default: a file is one series.")
    private String key;

    @Option(
            names = "--values",
            paramLabel = "COLUMN",
            description = {
                "A value column; may be repeated, or several separated by commas where no column is called so;",
                "default: all other columns with more numbers than texts in the first rows."
            })
    private List<String> values = List.of();

    @Option(
            names = "--covariates",
            paramLabel = "COLUMN",
            description =
                    "A column that the model reads in addition to the values and does not forecast; in the same form.")
    private List<String> covariates = List.of();

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            converter = DelimiterConverter.class,
            description = "What separates cells, or the word tab; default a comma.")
    private Character delimiter;

    @Option(
            names = "--decimal-separator",
            paramLabel = "CHAR",
            converter = SeparatorConverter.class,
            description =
                    "A point (default) or a comma; the other may separate thousands where it can mean nothing else.")
    private Character decimalSeparator;

    @Option(
            names = "--missing",
            paramLabel = "TEXT",
            description = {
                "A text that means a missing value, in upper or lower case, in addition to empty cells and NaN; may be repeated;",
                "default NA, N/A, #N/A, null, None, nil, -, --, ?"
            })
    private List<String> missing = List.of();

    @Option(
            names = "--strict",
            description = "Stop at the first row that is refused, with exit status 3.")
    private boolean strict;

    /** Parses one character or the word tab. */
    static final class DelimiterConverter implements ITypeConverter<Character> {
        @Override
        public Character convert(String text) {
            if (text.equals("tab") || text.equals("\\t")) {
                return '\t';
            }
            if (text.length() != 1) {
                throw new TypeConversionException(
                        "'" + text + "': allowed are one character and the word tab");
            }
            return text.charAt(0);
        }
    }

    /** Parses a point or a comma. */
    static final class SeparatorConverter implements ITypeConverter<Character> {
        @Override
        public Character convert(String text) {
            if (!text.equals(".") && !text.equals(",")) {
                throw new TypeConversionException("'" + text + "': allowed are . and ,");
            }
            return text.charAt(0);
        }
    }

    /**
     * The layout that the options describe.
     *
     * @param seriesKey the key of all rows if no column holds the key
     */
    public CsvLayout layout(String seriesKey) {
        char decimal = decimalSeparator == null ? '.' : decimalSeparator;
        List<String> tokens = missing.isEmpty() ? CsvText.DEFAULT.missing() : missing;
        return CsvLayout.builder(seriesKey)
                .delimiter(delimiter == null ? ',' : delimiter)
                .time(time, timeUnit, timePattern, zone == null ? ZoneOffset.UTC : zone)
                .values(values)
                .covariates(covariates)
                .text(new CsvText(decimal, tokens))
                .key(key)
                .build();
    }

    /** Whether a column holds the key. */
    public boolean isKeyed() {
        return key != null;
    }

    /** Whether the first refused row ends the command. */
    public boolean isStrict() {
        return strict;
    }

    /** What {@code --values} names: columns, or a topic's fields; empty if it is not given. */
    public List<String> values() {
        return values;
    }

    /** What {@code --covariates} names: columns, or a topic's fields; empty if it is not given. */
    public List<String> covariates() {
        return covariates;
    }

    /**
     * Whether an option is given that does not apply to a topic, whose layout is in the file of
     * --config.
     */
    public boolean isGivenForFiles() {
        return time != null
                || timeUnit != null
                || timePattern != null
                || zone != null
                || key != null
                || delimiter != null
                || decimalSeparator != null
                || !missing.isEmpty()
                || strict;
    }
}
