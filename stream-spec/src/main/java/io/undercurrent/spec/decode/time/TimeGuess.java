package io.undercurrent.spec.decode.time;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Numbers;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.spec.option.TimeOptions;
import io.undercurrent.spec.option.TimeOptions.Unit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * Detects from a file's first rows how times are written, if the user does not say it.
 *
 * <p>What most rows show applies to all. Numbers that may be several things, or nothing that this
 * program would get right, are refused with the option to set: a wrong guess would go unnoticed,
 * with times in 1970.
 *
 * @param format how to read them
 * @param words the format's name in messages
 */
public record TimeGuess(TimeFormat format, String words) {
    private static final String FRACTIONS =
            "[.SSSSSSSSS][.SSSSSSSS][.SSSSSSS][.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]";

    /**
     * A time cell and the number of its line.
     *
     * @param text the cell as written
     * @param line its line's number, from 1
     */
    public record Seen(String text, long line) {}

    /**
     * Detects the format of the texts.
     *
     * @param column the time's column
     * @param zone the zone of times that name none
     * @param seen the cells of the first rows, at least one, none blank
     * @return what most of them show
     * @throws BadRecordException if none of them is a time
     * @throws SpecException if the user has to say what they are
     */
    public static TimeGuess of(String column, ZoneId zone, List<Seen> seen)
            throws BadRecordException {
        TimeFormat iso = TimeFormat.of(time(column, Unit.ISO, null, zone));
        TimeFormat months = YearMonthTime.months(column, zone);
        List<Seen> numbers = fitting(seen, text -> !Double.isNaN(Numbers.plain(text)));
        List<Seen> isos = fitting(seen, text -> isReadable(iso, text));
        List<Seen> dashed =
                fitting(seen, text -> text.indexOf('-') > 0 && isReadable(months, text));
        if (numbers.size() + isos.size() + dashed.size() == 0) {
            iso.micros(seen.get(0).text()); // throws, with what is wrong
        }
        List<List<Seen>> kinds = List.of(numbers, isos, dashed);
        List<Seen> most = numbers;
        for (List<Seen> kind : kinds) {
            boolean earlier =
                    kind.size() == most.size()
                            && !kind.isEmpty()
                            && kind.get(0).line() < most.get(0).line();
            most = kind.size() > most.size() || earlier ? kind : most;
        }
        if (most == numbers) {
            return numeric(column, zone, numbers);
        }
        // It makes a new format, so the attempts above leave no state in the one that reads the
        // file.
        return said(column, most == isos ? CsvTimeUnit.ISO : CsvTimeUnit.MONTH, null, zone);
    }

    /**
     * The format of a time whose unit is known.
     *
     * @param column the time's column
     * @param unit how times are written
     * @param pattern the pattern, for {@link CsvTimeUnit#PATTERN}; otherwise null
     * @param zone the zone of times that name none
     * @return the format and its name
     */
    public static TimeGuess said(String column, CsvTimeUnit unit, String pattern, ZoneId zone) {
        TimeFormat format =
                switch (unit) {
                    case YEAR -> YearMonthTime.years(column, zone);
                    case MONTH -> YearMonthTime.months(column, zone);
                    case SERIAL -> new SerialTime(column, zone);
                    case ISO, S, MS, US, NS, PATTERN ->
                            TimeFormat.of(time(column, Unit.valueOf(unit.name()), pattern, zone));
                };
        String words =
                switch (unit) {
                    case ISO -> "ISO-8601";
                    case S, MS, US, NS -> unitWords(NumericTime.valueOf(unit.name()));
                    case PATTERN -> "pattern " + pattern;
                    case YEAR -> "years";
                    case MONTH -> "months";
                    case SERIAL -> "spreadsheet dates";
                };
        return new TimeGuess(format, words);
    }

    private static TimeGuess numeric(String column, ZoneId zone, List<Seen> numbers) {
        List<NumericTime> each = numbers.stream().map(n -> NumericTime.of(n.text())).toList();
        NumericTime most = each.get(0);
        for (NumericTime kind : each) {
            int more = Collections.frequency(each, kind) - Collections.frequency(each, most);
            most = more > 0 ? kind : most;
        }
        boolean all = Collections.frequency(each, most) == each.size();
        Seen first = numbers.get(each.indexOf(most));
        return switch (most) {
            case DAY -> calendar(column, zone, "yyyyMMdd");
            case MINUTE -> calendar(column, zone, "yyyyMMddHHmm");
            case SECOND -> {
                boolean points = numbers.stream().anyMatch(n -> n.text().indexOf('.') >= 0);
                int digits = first.text().length();
                yield calendar(
                        column,
                        zone,
                        "yyyyMMddHHmmss"
                                + (points ? FRACTIONS : "S".repeat(Math.max(0, digits - 14))));
            }
            case S, MS, US, NS -> said(column, CsvTimeUnit.valueOf(most.name()), null, zone);
            case YEAR -> {
                if (!all) {
                    throw refused(column, first, "a year or a count");
                }
                yield said(column, CsvTimeUnit.YEAR, null, zone);
            }
            case MONTH -> {
                if (!all || numbers.stream().allMatch(n -> NumericTime.isShortDay(n.text()))) {
                    throw refused(
                            column, first, "a month, a day (--time-pattern yyMMdd) or a count");
                }
                yield said(column, CsvTimeUnit.MONTH, null, zone);
            }
            case HOUR ->
                    throw refused(
                            column,
                            first,
                            "an hour (--time-pattern yyyyMMddHH) or seconds since 1970 in the years from 2030 on");
            case SERIAL ->
                    throw refused(column, first, "a spreadsheet's date, a row's number or a count");
            case OTHER ->
                    throw refused(
                            column,
                            first,
                            "a row's number, a count from some start or a date in a form of its own");
        };
    }

    private static TimeGuess calendar(String column, ZoneId zone, String pattern) {
        TimeFormat format = TimeFormat.of(time(column, Unit.PATTERN, pattern, zone));
        String shown = pattern.indexOf('[') < 0 ? pattern : "yyyyMMddHHmmss.S";
        return new TimeGuess(format, "calendar digits " + shown);
    }

    private static SpecException refused(String column, Seen seen, String what) {
        return new SpecException(
                List.of(
                        "the time column "
                                + column
                                + " holds "
                                + Details.cut(seen.text())
                                + " in line "
                                + seen.line()
                                + ", which may be "
                                + what
                                + "; say what it is: --time-unit s, ms, us or ns for a count from"
                                + " 1970 or from any other start, --time-unit year, month or serial"
                                + " (a spreadsheet's days), --time-pattern for another form; or name"
                                + " another column by --time"));
    }

    private static TimeOptions time(String column, Unit unit, String pattern, ZoneId zone) {
        return new TimeOptions(column, unit, pattern, zone, null);
    }

    private static String unitWords(NumericTime unit) {
        return switch (unit) {
            case S -> "seconds since 1970";
            case MS -> "milliseconds since 1970";
            case US -> "microseconds since 1970";
            default -> "nanoseconds since 1970";
        };
    }

    private static List<Seen> fitting(List<Seen> seen, Predicate<String> fits) {
        List<Seen> some = new ArrayList<>();
        for (Seen one : seen) {
            String text = one.text().strip();
            if (fits.test(text)) {
                some.add(new Seen(text, one.line()));
            }
        }
        return some;
    }

    private static boolean isReadable(TimeFormat format, String text) {
        try {
            format.micros(text);
            return true;
        } catch (BadRecordException e) {
            return false;
        }
    }
}
