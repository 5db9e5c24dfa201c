package io.undercurrent.spec.value;

import java.io.Serializable;
import java.util.List;

/**
 * The format of numbers and missing values in CSV cells, the same for records and for files.
 *
 * @param decimalSeparator a point or a comma
 * @param missing texts that mean a missing value, in addition to an empty cell and NaN; their case
 *     does not matter. If one of them is a number, every cell of that value is missing
 */
public record CsvText(char decimalSeparator, List<String> missing) implements Serializable {
    /** The default of {@link #missing}. */
    public static final String MISSING = "NA, N/A, #N/A, null, None, nil, -, --, ?";

    /** Decimal points and the usual texts for missing values. */
    public static final CsvText DEFAULT = new CsvText('.', List.of(MISSING.split(", ")));

    /**
     * Checks the separator.
     *
     * @throws IllegalArgumentException if it is neither a point nor a comma
     */
    public CsvText {
        missing = missing.stream().map(String::strip).toList();
        if (decimalSeparator != '.' && decimalSeparator != ',') {
            throw new IllegalArgumentException(
                    "a decimal separator is a point or a comma, not '" + decimalSeparator + "'");
        }
    }
}
