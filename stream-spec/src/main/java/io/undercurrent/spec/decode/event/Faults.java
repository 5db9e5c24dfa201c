package io.undercurrent.spec.decode.event;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.value.ValueLimits;

/** Words each reason in one place, so that all formats report the same fault in the same words. */
public final class Faults {
    private Faults() {}

    /**
     * A value that is broken as a whole.
     *
     * @param detail what was found; may hold untrusted text, which is cut
     * @return the fault, to be thrown
     */
    public static BadRecordException undecodable(String detail) {
        return new BadRecordException(DeadLetterReason.UNDECODABLE, Details.line(detail));
    }

    /**
     * A key that is not there.
     *
     * @param field the key field's name
     * @return the fault, to be thrown
     */
    public static BadRecordException missingKey(String field) {
        return new BadRecordException(
                DeadLetterReason.MISSING_KEY,
                "key field " + Details.quote(field) + " is absent, null or empty");
    }

    /**
     * A key that is neither a text nor a whole number.
     *
     * @param field the key field's name
     * @param found the text at that place, shortened
     * @return the fault, to be thrown
     */
    public static BadRecordException badKey(String field, String found) {
        return new BadRecordException(
                DeadLetterReason.MISSING_KEY,
                "key field "
                        + Details.quote(field)
                        + " is "
                        + found
                        + "; allowed are texts and whole numbers");
    }

    /**
     * A key that holds half a surrogate pair.
     *
     * @param field the key field's name
     * @param found the key, which is cut
     * @return the fault, to be thrown
     */
    public static BadRecordException halfKey(String field, String found) {
        return new BadRecordException(
                DeadLetterReason.MISSING_KEY,
                "key field "
                        + Details.quote(field)
                        + " is "
                        + Details.quote(found)
                        + ", which holds half a surrogate pair, as text does that was cut within a"
                        + " character; UTF-8 has no bytes for it, and keys would become one");
    }

    /**
     * A time that is not there.
     *
     * @param field the time field's name
     * @return the fault, to be thrown
     */
    public static BadRecordException missingTime(String field) {
        return new BadRecordException(
                DeadLetterReason.MISSING_TIME,
                "time field " + Details.quote(field) + " is absent, null or empty");
    }

    /**
     * A time that cannot be read.
     *
     * @param detail what was found, cut, and what is allowed
     * @return the fault, to be thrown
     */
    public static BadRecordException badTime(String detail) {
        return new BadRecordException(DeadLetterReason.BAD_TIME, detail);
    }

    /**
     * A time outside the years 1 to 9999.
     *
     * @param field the time field's name
     * @param shown the time as found, cut
     * @return the fault, to be thrown
     */
    public static BadRecordException outOfRange(String field, String shown) {
        return badTime(
                "time field "
                        + Details.quote(field)
                        + " is "
                        + shown
                        + ", outside the years 1 to 9999; check source.time.unit");
    }

    /**
     * A value that is not there.
     *
     * @param field the value field's name
     * @return the fault, to be thrown
     */
    public static BadRecordException missingValue(String field) {
        return new BadRecordException(
                DeadLetterReason.MISSING_VALUE,
                "value field "
                        + Details.quote(field)
                        + " is absent; a value that is not known is written null or NaN");
    }

    /**
     * A value that is no number.
     *
     * @param field the value field's name
     * @param found the text at that place, shortened
     * @return the fault, to be thrown
     */
    public static BadRecordException badValue(String field, String found) {
        return new BadRecordException(
                DeadLetterReason.BAD_VALUE,
                "value field "
                        + Details.quote(field)
                        + " is "
                        + found
                        + "; allowed are decimal numbers, null and NaN");
    }

    /**
     * A value that is infinite.
     *
     * @param field the value field's name
     * @param found the text at that place, shortened
     * @return the fault, to be thrown
     */
    public static BadRecordException infinite(String field, String found) {
        return new BadRecordException(
                DeadLetterReason.INFINITE_VALUE,
                "value field "
                        + Details.quote(field)
                        + " is "
                        + found
                        + "; allowed are finite numbers within a double's range, null and NaN");
    }

    /**
     * A number beyond {@link ValueLimits}.
     *
     * @param field the value field's name
     * @param found the text at that place, shortened
     * @return the fault, to be thrown
     */
    public static BadRecordException beyondLimits(String field, String found) {
        return new BadRecordException(
                DeadLetterReason.BAD_VALUE,
                "value field "
                        + Details.quote(field)
                        + " is "
                        + found
                        + "; allowed are "
                        + ValueLimits.ALLOWED
                        + ", null and NaN");
    }
}
