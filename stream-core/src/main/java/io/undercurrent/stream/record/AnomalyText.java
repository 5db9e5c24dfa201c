package io.undercurrent.stream.record;

import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Silence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Says in one sentence what an anomaly is: the field {@code text} of the record. */
final class AnomalyText {
    /** A longer name of a field is cut; its record has the whole name. */
    static final int MAX_NAME_CHARS = 64;

    /** The most bytes of a sentence beside the field's name. */
    static final int MAX_OTHER_BYTES = 256;

    private static final String CUT = "...";
    private static final MathContext DIGITS = new MathContext(4);
    private static final MathContext FEW_DIGITS = new MathContext(2);

    private static final MathContext DURATION_DIGITS = new MathContext(3);
    private static final String[] UNITS = {"d", "h", "min", "s", "ms", "us"};
    private static final long[] MICROS = {
        86_400_000_000L, 3_600_000_000L, 60_000_000, 1_000_000, 1000, 1
    };

    /** Longer numbers have a power of ten. */
    private static final int PLAIN_DIGITS = 7;

    private static final int PLAIN_PLACES = 6;
    private static final double MOST_EVENTS = 1e9;

    /** Above it doubles skip whole numbers. */
    private static final double MOST_CODE = 1L << 53;

    private AnomalyText() {}

    /**
     * The sentence about an alarm.
     *
     * @param fields names of the value fields
     * @param out an alarm
     */
    static String of(List<String> fields, ScoreOutput out) {
        int c = out.channel;
        String field = name(fields.get(c));
        String value = number(out.values[c]);
        String is = field + " is " + value + ", ";
        String what =
                switch (out.kind) {
                    case SPIKE -> is + "a spike: " + usual(out, c);
                    case DIP -> is + "a dip: " + usual(out, c);
                    case LEVEL_SHIFT ->
                            is
                                    + "a level shift: it stays "
                                    + side(out)
                                    + " its usual level after a jump";
                    case DRIFT ->
                            is
                                    + "a drift: it moved "
                                    + side(out)
                                    + " its usual level little by little";
                    case SPREAD -> is + "a spread: it changes more from event to event than before";
                    case FLAT_LINE ->
                            is + "a flat line: it changes less from event to event than before";
                    case SHAPE -> is + "an unusual shape: its latest course is unlike those before";
                    case RARE_VALUE -> is + "a rare value" + place(out, c);
                    case CORRELATION ->
                            "the fields no longer move together as before; most surprising: "
                                    + field
                                    + " is "
                                    + value
                                    + ", "
                                    + usual(out, c);
                    case MISSING_EVENTS ->
                            "events are missing: the one with "
                                    + field
                                    + " = "
                                    + value
                                    + " came after "
                                    + number(out.gaps)
                                    + " usual gaps between events";
                    case UNLIKELY_EVENT -> unlikely(out, c, field);
                };
        return what + "; " + rarity(out.pValue);
    }

    /**
     * The sentence about a key that is silent.
     *
     * @param key the key
     * @param silence what is known of the silence
     */
    static String of(String key, Silence silence) {
        return "no event of "
                + name(key)
                + " for "
                + duration(silence.micros())
                + "; usually one comes every "
                + duration(silence.usualGapMicros())
                + "; "
                + rarity(silence.pValue());
    }

    /** In the largest unit of which it has two, with at most three digits that count. */
    private static String duration(long micros) {
        int unit = 0;
        while (unit < UNITS.length - 1 && micros < 2 * MICROS[unit]) {
            unit++;
        }
        BigDecimal number = BigDecimal.valueOf((double) micros / MICROS[unit]);
        return number.round(DURATION_DIGITS).stripTrailingZeros().toPlainString()
                + " "
                + UNITS[unit];
    }

    private static String unlikely(ScoreOutput out, int c, String field) {
        String what = field + " is " + code(out.values[c]) + ", an unlikely event";
        if (!Double.isNaN(out.probability[c])) {
            what += ": its probability was " + number(out.probability[c]);
        }
        return Double.isNaN(out.expected[c])
                ? what
                : what + ", most likely was " + code(out.expected[c]);
    }

    /** The range of nearly all values and the forecast, as far as they are known. */
    private static String usual(ScoreOutput out, int c) {
        String range =
                Double.isNaN(out.lower[c]) || Double.isNaN(out.upper[c])
                        ? "no usual range is known"
                        : "usually " + number(out.lower[c]) + " to " + number(out.upper[c]);
        return Double.isNaN(out.expected[c])
                ? range
                : range + ", expected " + number(out.expected[c]);
    }

    /** Where a rare value lies: between values that are not rare. */
    private static String place(ScoreOutput out, int c) {
        boolean inside = out.values[c] >= out.lower[c] && out.values[c] <= out.upper[c];
        return inside
                ? " within its usual range " + number(out.lower[c]) + " to " + number(out.upper[c])
                : ": hardly any was near it; " + usual(out, c);
    }

    private static String side(ScoreOutput out) {
        return out.direction < 0 ? "below" : "above";
    }

    private static String rarity(double pValue) {
        double events = 1 / pValue;
        return events > MOST_EVENTS
                ? "less than once in a billion events"
                : String.format(
                        Locale.ROOT,
                        "once in %,d events",
                        new BigDecimal(events).round(FEW_DIGITS).longValue());
    }

    /** A number with at most four digits that count: 31.4, 12350, 1.235e+20. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "-infinite";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        int whole = rounded.precision() - rounded.scale();
        boolean plain = whole <= PLAIN_DIGITS && rounded.scale() <= PLAIN_PLACES;
        return plain ? rounded.toPlainString() : String.format(Locale.ROOT, "%.3e", value);
    }

    /** The code of a discrete event, whose digits all count. */
    private static String code(double value) {
        return value == Math.rint(value) && Math.abs(value) <= MOST_CODE
                ? Long.toString((long) value)
                : number(value);
    }

    private static String name(String field) {
        if (field.length() <= MAX_NAME_CHARS) {
            return field;
        }
        int end = MAX_NAME_CHARS - CUT.length();
        end -= Character.isHighSurrogate(field.charAt(end - 1)) ? 1 : 0;
        return field.substring(0, end) + CUT;
    }
}
