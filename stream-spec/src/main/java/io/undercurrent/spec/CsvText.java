package io.undercurrent.spec;

import java.io.Serializable;
import java.util.List;

/**
 * How the cells of CSV rows write numbers and missing values: one rule for records and for files.
 *
 * @param decimalSeparator a point or a comma
 * @param missing what stands for a missing value besides an empty cell and NaN, in upper or lower
 *     case; a number among them means every cell of that value
 */
public record CsvText(char decimalSeparator, List<String> missing) implements Serializable {
    /** The default of {@link #missing}. */
    static final String MISSING = "NA, N/A, #N/A, null, None, nil, -, --, ?";

    /** Decimal points and the usual tokens. */
    public static final CsvText DEFAULT = new CsvText('.', List.of(MISSING.split(", ")));

    /**
     * Checks the separator.
     *
     * @throws IllegalArgumentException where it is neither a point nor a comma
     */
    public CsvText {
        missing = missing.stream().map(String::strip).toList();
        if (decimalSeparator != '.' && decimalSeparator != ',') {
            throw new IllegalArgumentException(
                    "a decimal separator is a point or a comma, not '" + decimalSeparator + "'");
        }
    }
}
