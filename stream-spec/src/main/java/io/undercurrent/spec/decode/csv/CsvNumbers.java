package io.undercurrent.spec.decode.csv;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.event.Numbers;
import io.undercurrent.spec.value.CsvText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses cells into values: a finite number, NaN for missing, or a refusal with the reason.
 *
 * <p>Thousands separators (point or comma, whichever is not the decimal separator, a blank, an
 * apostrophe) are accepted if they can mean nothing else, as in 1.234,5 and 1.234.567 with a
 * decimal comma. A single group without a decimal part, as in 1.234, is ambiguous and is refused: a
 * value that is wrong by a factor of a thousand is worse than a row that is reported.
 */
final class CsvNumbers {
    /** What a cell holds. */
    enum Kind {
        MISSING,
        NUMBER,
        TEXT
    }

    private static final int SIGN = 1;
    private static final int FIRST_GROUP = 2;
    private static final int SEPARATOR = 3;
    private static final int SECOND_GROUP = 4;
    private static final int MORE_GROUPS = 5;
    private static final int FRACTION = 6;

    private final char decimal;
    private final List<String> missing;
    private final double[] missingNumbers;
    private final Pattern grouped;

    CsvNumbers(CsvText text) {
        this.decimal = text.decimalSeparator();
        this.missing = text.missing();
        this.missingNumbers =
                missing.stream()
                        .mapToDouble(this::plain)
                        .filter(number -> !Double.isNaN(number))
                        .toArray();
        this.grouped =
                Pattern.compile(
                        "([+-]?)([1-9]\\d{0,2})(["
                                + other()
                                + " \u00a0\u202f'\u2019])(\\d{3})((?:\\3\\d{3})*)(?:"
                                + Pattern.quote(String.valueOf(decimal))
                                + "(\\d*))?");
    }

    /**
     * Parses a cell.
     *
     * @param field the value field's name, for the message
     * @param cell the text
     * @return a finite number, or NaN if it is missing
     */
    double parse(String field, String cell) throws BadRecordException {
        String number = cell.strip();
        if (number.isEmpty()) {
            return Double.NaN;
        }
        double value = plain(number);
        if (!Double.isNaN(value)) {
            return isMissing(value) ? Double.NaN : Numbers.finite(field, value);
        }
        if (isMissing(number)) {
            return Double.NaN;
        }
        if (Numbers.isInfinity(number)) {
            throw Faults.infinite(field, number);
        }
        Matcher groups = grouped.matcher(number);
        if (!groups.matches()) {
            throw Faults.badValue(field, Details.quote(cell) + separator(number));
        }
        if (isAmbiguous(groups)) {
            throw Faults.badValue(
                    field,
                    Details.quote(cell)
                            + ", whose '"
                            + other()
                            + "' may separate thousands or decimals; the decimal separator is '"
                            + decimal
                            + "', so write the number without the other");
        }
        return Numbers.finite(field, Double.parseDouble(ungrouped(groups)));
    }

    /** What a cell holds; a number that {@link #parse} refuses still counts as a number. */
    Kind kind(String cell) {
        String number = cell.strip();
        double value = number.isEmpty() ? Double.NaN : plain(number);
        if (Double.isNaN(value) ? number.isEmpty() || isMissing(number) : isMissing(value)) {
            return Kind.MISSING;
        }
        boolean isNumber =
                !Double.isNaN(value)
                        || Numbers.isInfinity(number)
                        || grouped.matcher(number).matches();
        return isNumber ? Kind.NUMBER : Kind.TEXT;
    }

    /** Replaces the decimal separator of a number with a point; returns other text unchanged. */
    String withPoint(String text) {
        return decimal == ',' && !Double.isNaN(plain(text.strip())) ? text.replace(',', '.') : text;
    }

    /** Whether a text would be a number if point and comma swapped their roles. */
    boolean isOfOtherSeparator(String text) {
        CsvNumbers others = new CsvNumbers(new CsvText(other(), missing));
        return kind(text) == Kind.TEXT && others.kind(text) == Kind.NUMBER;
    }

    /** Point or comma, whichever is not the decimal separator. */
    char other() {
        return decimal == '.' ? ',' : '.';
    }

    private double plain(String number) {
        if (decimal == '.') {
            return Numbers.plain(number);
        }
        return number.indexOf('.') >= 0 ? Double.NaN : Numbers.plain(number.replace(',', '.'));
    }

    private boolean isMissing(double value) {
        for (double token : missingNumbers) {
            if (token == value) {
                return true;
            }
        }
        return false;
    }

    private boolean isMissing(String text) {
        if (text.equalsIgnoreCase("nan")) {
            return true;
        }
        for (String token : missing) {
            if (text.equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAmbiguous(Matcher groups) {
        return groups.group(SEPARATOR).charAt(0) == other()
                && groups.group(MORE_GROUPS).isEmpty()
                && groups.group(FRACTION) == null;
    }

    private static String ungrouped(Matcher groups) {
        String fraction = groups.group(FRACTION);
        String more = groups.group(MORE_GROUPS).replaceAll("\\D", "");
        return groups.group(SIGN)
                + groups.group(FIRST_GROUP)
                + groups.group(SECOND_GROUP)
                + more
                + (fraction == null ? "" : "." + fraction);
    }

    private String separator(String number) {
        return isOfOtherSeparator(number) ? " (the decimal separator is '" + decimal + "')" : "";
    }
}
