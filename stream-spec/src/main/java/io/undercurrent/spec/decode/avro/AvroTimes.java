package io.undercurrent.spec.decode.avro;

import io.undercurrent.schemas.Micros;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.time.TimeFormat;
import io.undercurrent.spec.option.TimeOptions;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Reads times: by their Avro type if they have one, otherwise by source.time.unit. */
final class AvroTimes {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final TimeFormat format;
    private final ZoneId zone;

    /** The overlap of the time that is being read, in microseconds. */
    private long overlap;

    AvroTimes(TimeOptions time) {
        format = TimeFormat.of(time);
        zone = time.zone().normalized();
    }

    /** Converts a number into microseconds since the epoch. */
    @FunctionalInterface
    interface OfNumber {
        long micros(long number) throws BadRecordException;
    }

    void read(AvroRow row, OfNumber reading, long number) {
        try {
            overlap = 0;
            long micros = reading.micros(number);
            row.time(micros, overlap);
        } catch (BadRecordException e) {
            row.fault(e);
        }
    }

    void read(AvroRow row, String text) {
        if (text.isBlank()) {
            return; // missing
        }
        try {
            long micros = format.micros(text);
            row.time(micros, format.overlapMicros());
        } catch (BadRecordException e) {
            row.fault(e);
        }
    }

    /** Converts a plain number by source.time.unit. */
    long plain(long number) throws BadRecordException {
        long micros = format.micros(Long.toString(number));
        overlap = format.overlapMicros();
        return micros;
    }

    /** The conversion for a logical type. */
    OfNumber of(String type) {
        return switch (type) {
            case "timestamp-millis" -> n -> inRange(Math.multiplyHigh(n, 1000L), n * 1000L, n);
            case "timestamp-micros" -> n -> TimeFormat.inRange(format.field(), n);
            case "timestamp-nanos" ->
                    n -> TimeFormat.inRange(format.field(), Math.floorDiv(n, 1000L));
            case "local-timestamp-millis" ->
                    n -> local(inRange(Math.multiplyHigh(n, 1000L), n * 1000L, n));
            case "local-timestamp-micros" -> n -> local(TimeFormat.inRange(format.field(), n));
            case "local-timestamp-nanos" ->
                    n -> local(TimeFormat.inRange(format.field(), Math.floorDiv(n, 1000L)));
            case "date" -> this::date;
            default -> throw new IllegalArgumentException(type);
        };
    }

    private long inRange(long high, long low, long given) throws BadRecordException {
        if (high != low >> 63) {
            throw Faults.outOfRange(format.field(), given + " ms");
        }
        return TimeFormat.inRange(format.field(), low);
    }

    private long local(long micros) throws BadRecordException {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, MICROS_PER_SECOND),
                        (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000,
                        ZoneOffset.UTC);
        return micros(time);
    }

    private long date(long days) throws BadRecordException {
        long most = TimeFormat.MAX_MICROS / MICROS_PER_SECOND / 86_400;
        if (Math.abs(days) > most) {
            throw Faults.outOfRange(format.field(), days + " days");
        }
        return micros(LocalDate.ofEpochDay(days).atStartOfDay());
    }

    private long micros(LocalDateTime local) throws BadRecordException {
        long micros = Micros.of(format.instant(local, zone));
        overlap = format.overlapMicros();
        return TimeFormat.inRange(format.field(), micros);
    }
}
