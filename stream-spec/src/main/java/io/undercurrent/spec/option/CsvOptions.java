package io.undercurrent.spec.option;

import io.undercurrent.spec.option.Option.Kind;
import io.undercurrent.spec.value.CsvText;
import java.io.Serializable;
import java.util.List;

/** How CSV rows are written: the section {@code source.csv}. */
public record CsvOptions(
        @Option(
                        allowed = "lists of the columns' names, each once",
                        doc =
                                """
                                The columns of a CSV row in order (required with csv): records carry no
                                header line.
                                """)
                List<String> columns,
        @Option(byDefault = ",", doc = "What separates the cells of a CSV row.") char delimiter,
        @Option(
                        kind = Kind.DECIMAL_SEPARATOR,
                        byDefault = ".",
                        doc =
                                """
                                What separates decimals in a CSV cell. The other of the two, a blank or an
                                apostrophe may separate thousands where it can mean nothing else; 1,234 or
                                1.234 alone makes a dead letter.
                                """)
                char decimalSeparator,
        @Option(
                        allowed = "lists of texts",
                        byDefault = CsvText.MISSING,
                        doc =
                                """
                                The texts that mean a missing value in a CSV cell, in upper or lower case,
                                in addition to an empty cell and NaN; a number, such as -9999, means each
                                cell of that value.
                                """)
                List<String> missing)
        implements Serializable {
    /**
     * How cells write numbers and missing values.
     *
     * @return the rules, which apply to CSV files too
     */
    public CsvText text() {
        return new CsvText(decimalSeparator, missing);
    }
}
