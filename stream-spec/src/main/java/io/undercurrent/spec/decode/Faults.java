package io.undercurrent.spec.decode;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.ValueLimits;

/** Words each reason in one place, so that all formats report the same fault in the same words. */
final class Faults {
    private Faults() {}

    static BadRecordException undecodable(String detail) {
        return new BadRecordException(DeadLetterReason.UNDECODABLE, Details.line(detail));
    }

    static BadRecordException missingKey(String field) {
        return new BadRecordException(
                DeadLetterReason.MISSING_KEY,
                "key field " + Details.quote(field) + " is absent, null or empty");
    }

    static BadRecordException badKey(String field, String found) {
        return new BadRecordException(
                DeadLetterReason.MISSING_KEY,
                "key field "
                        + Details.quote(field)
                        + " is "
                        + found
                        + "; allowed are texts and whole numbers");
    }

    static BadRecordException halfKey(String field, String found) {
        return new BadRecordException(
                DeadLetterReason.MISSING_KEY,
                "key field "
                        + Details.quote(field)
                        + " is "
                        + Details.quote(found)
                        + ", which holds half a surrogate pair, as text does that was cut within a"
                        + " character; UTF-8 has no bytes for it, and keys would become one");
    }

    static BadRecordException missingTime(String field) {
        return new BadRecordException(
                DeadLetterReason.MISSING_TIME,
                "time field " + Details.quote(field) + " is absent, null or empty");
    }

    static BadRecordException badTime(String detail) {
        return new BadRecordException(DeadLetterReason.BAD_TIME, detail);
    }

    static BadRecordException outOfRange(String field, String shown) {
        return badTime(
                "time field "
                        + Details.quote(field)
                        + " is "
                        + shown
                        + ", outside the years 1 to 9999; check source.time.unit");
    }

    static BadRecordException missingValue(String field) {
        return new BadRecordException(
                DeadLetterReason.MISSING_VALUE,
                "value field "
                        + Details.quote(field)
                        + " is absent; a value that is not known is written null or NaN");
    }

    static BadRecordException badValue(String field, String found) {
        return new BadRecordException(
                DeadLetterReason.BAD_VALUE,
                "value field "
                        + Details.quote(field)
                        + " is "
                        + found
                        + "; allowed are decimal numbers, null and NaN");
    }

    static BadRecordException infinite(String field, String found) {
        return new BadRecordException(
                DeadLetterReason.INFINITE_VALUE,
                "value field "
                        + Details.quote(field)
                        + " is "
                        + found
                        + "; allowed are finite numbers within a double's range, null and NaN");
    }

    static BadRecordException beyondLimits(String field, String found) {
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
