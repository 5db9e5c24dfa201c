package io.undercurrent.spec.decode.time;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Reads ISO-8601 texts: {@code 2026-01-02[T03:04[:05[.678901]]][Z|+01:00|+0100|+01]}, with a blank
 * allowed in place of the T.
 *
 * <p>The parser is written by hand, because java.time's formatters cost several times as much and
 * no single one accepts all of these. A text without an offset is in the declared zone.
 */
final class IsoTime extends TimeFormat {
    private final ZoneId zone;

    // The text that is being parsed and the position in it, for one thread.
    private String text = "";
    private int position;

    IsoTime(String field, ZoneId zone) {
        super(field);
        this.zone = zone.normalized();
    }

    @Override
    public boolean isNumber() {
        return false;
    }

    @Override
    public long micros(String written) throws BadRecordException {
        text = written.strip();
        position = 0;
        try {
            int year = digits(4);
            expect('-');
            int month = digits(2);
            expect('-');
            int day = digits(2);
            if (position == text.length()) {
                return micros(instant(LocalDateTime.of(year, month, day, 0, 0), zone), text);
            }
            if (!accept('T') && !accept('t')) {
                expect(' ');
            }
            int hour = digits(2);
            expect(':');
            int minute = digits(2);
            int second = accept(':') ? digits(2) : 0;
            int nano = accept('.') || accept(',') ? fraction() : 0;
            LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nano);
            ZoneId here = position == text.length() ? zone : offset();
            return micros(instant(local, here), text);
        } catch (DateTimeException e) {
            throw Faults.badTime(
                    "time field "
                            + Details.quote(field)
                            + " is "
                            + Details.quote(written)
                            + ", which is no ISO-8601 time such as 2026-01-02T03:04:05.678Z; for"
                            + " others set source.time.unit to s, ms, us, ns or pattern");
        }
    }

    private ZoneOffset offset() {
        if (accept('Z') || accept('z')) {
            end();
            return ZoneOffset.UTC;
        }
        int sign = accept('+') ? 1 : -1;
        if (sign < 0) {
            expect('-');
        }
        int hours = digits(2);
        int minutes = 0;
        if (position < text.length()) {
            accept(':');
            minutes = digits(2);
        }
        end();
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private int fraction() {
        int nano = 0;
        int count = 0;
        while (position < text.length() && isDigit(text.charAt(position))) {
            nano = count < 9 ? nano * 10 + (text.charAt(position) - '0') : nano;
            count++;
            position++;
        }
        if (count == 0) {
            throw new DateTimeException("no digits after the point");
        }
        for (; count < 9; count++) {
            nano *= 10;
        }
        return nano;
    }

    private int digits(int count) {
        int number = 0;
        for (int i = 0; i < count; i++, position++) {
            if (position == text.length() || !isDigit(text.charAt(position))) {
                throw new DateTimeException("not a digit at " + position);
            }
            number = number * 10 + (text.charAt(position) - '0');
        }
        return number;
    }

    private boolean accept(char c) {
        boolean there = position < text.length() && text.charAt(position) == c;
        position += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw new DateTimeException("no " + c + " at " + position);
        }
    }

    private void end() {
        if (position != text.length()) {
            throw new DateTimeException("something follows at " + position);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
