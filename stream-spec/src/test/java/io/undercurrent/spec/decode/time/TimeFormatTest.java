package io.undercurrent.spec.decode.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.option.TimeOptions;
import io.undercurrent.spec.option.TimeOptions.Unit;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {
    private static TimeFormat format(Unit unit, String pattern, String zone) {
        return TimeFormat.of(new TimeOptions("t", unit, pattern, ZoneId.of(zone), null));
    }

    private static long micros(String instant) {
        return micros(Instant.parse(instant));
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.get(ChronoField.MICRO_OF_SECOND);
    }

    private static void assertBad(TimeFormat format, String text) {
        BadRecordException e =
                catchThrowableOfType(BadRecordException.class, () -> format.micros(text));
        assertThat(e).as(text).isNotNull();
        assertThat(e.reason()).isEqualTo(DeadLetterReason.BAD_TIME);
        assertThat(e.detail()).startsWith("time field 't' is ");
    }

    @ParameterizedTest
    @CsvSource({
        "S, 1700000000, 1700000000000000",
        "S, -1, -1000000",
        "S, 1700000000.1234569, 1700000000123456",
        "S, -0.0000001, -1",
        "S, 1.7E9, 1700000000000000",
        "MS, 1700000000123, 1700000000123000",
        "MS, 0.0019, 1",
        "US, 1700000000123456, 1700000000123456",
        "US, 1700000000123456.9, 1700000000123456",
        "NS, 1700000000123456789, 1700000000123456",
        "NS, -1, -1",
        "S, 253402300799, 253402300799000000",
        "S, -62135596800, -62135596800000000",
        "US, 253402300799999999, 253402300799999999"
    })
    void numbersBecomeMicroseconds(Unit unit, String text, long micros) throws Exception {
        assertThat(format(unit, null, "UTC").micros(text)).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({
        "S, 253402300800",
        "S, -62135596801",
        "S, 1700000000123",
        "S, 9223372036854775807",
        "S, 99999999999999999999999999",
        "S, 1e30",
        "S, 1e2147483647",
        "S, 1e-2147483647",
        "US, 253402300800000000",
        "NS, 1e28",
        "S, 2026-01-02",
        "S, abc",
        "S, 12d",
        "S, -",
        "S, ' '",
        "S, NaN",
        "S, 0x10"
    })
    void numbersOutOfRangeAndTextsAreRefused(Unit unit, String text) {
        assertBad(format(unit, null, "UTC"), text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02t03:04:05z, 2026-01-02T03:04:05Z",
        "2026-01-02 03:04:05, 2026-01-02T02:04:05Z",
        "2026-07-02 03:04:05, 2026-07-02T01:04:05Z",
        "2026-01-02T03:04, 2026-01-02T02:04:00Z",
        "2026-01-02, 2026-01-01T23:00:00Z",
        "2026-01-02 03:04:05.678901234, 2026-01-02T02:04:05.678901Z",
        "'2026-01-02T03:04:05,5Z', 2026-01-02T03:04:05.5Z",
        "2026-01-02T03:04:05.1234567890123Z, 2026-01-02T03:04:05.123456Z",
        "2012-01-01T00:30:00+1100, 2011-12-31T13:30:00Z",
        "2026-01-02T03:04:05+01, 2026-01-02T02:04:05Z",
        "2026-01-02T03:04:05-05:30, 2026-01-02T08:34:05Z",
        "' 2024-02-29T00:00:00Z ', 2024-02-29T00:00:00Z",
        // put back: the first of the two; put forward: counted on from before
        "2026-10-25 02:30:00, 2026-10-25T00:30:00Z",
        "2026-03-29 02:30:00, 2026-03-29T01:30:00Z"
    })
    void isoTextsBecomeMicroseconds(String text, String instant) throws Exception {
        assertThat(format(Unit.ISO, null, "Europe/Berlin").micros(text)).isEqualTo(micros(instant));
    }

    /** The second 02:30 lies an hour later; in Lord Howe's autumn it is half an hour. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-25 02:30:00, Europe/Berlin, 3600",
        "2026-10-25 01:59:59, Europe/Berlin, 0",
        "2026-10-25 02:00:00, Europe/Berlin, 3600",
        "2026-10-25 02:59:59, Europe/Berlin, 3600",
        "2026-10-25 03:00:00, Europe/Berlin, 0",
        "2026-10-25 02:30:00, UTC, 0",
        "2026-03-29 02:30:00, Europe/Berlin, 0",
        "2026-04-05 01:45:00, Australia/Lord_Howe, 1800"
    })
    void aLocalTimeThatOccursTwiceSaysSo(String text, String zone, long seconds) throws Exception {
        TimeFormat iso = format(Unit.ISO, null, zone);
        TimeFormat pattern = format(Unit.PATTERN, "yyyy-MM-dd HH:mm:ss", zone);
        for (TimeFormat format : List.of(iso, pattern)) {
            format.micros("2026-10-25 02:30:00"); // what was read before leaves nothing behind
            long first = format.micros(text);
            assertThat(format.overlapMicros()).isEqualTo(seconds * 1_000_000);
            if (seconds > 0) {
                LocalDateTime local = LocalDateTime.parse(text.replace(' ', 'T'));
                Instant second =
                        local.atZone(ZoneId.of(zone)).withLaterOffsetAtOverlap().toInstant();
                assertThat(first + format.overlapMicros()).isEqualTo(micros(second));
            }
        }
        iso.micros("2026-10-25T02:30:00+01:00");
        assertThat(iso.overlapMicros()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-1-2",
        "2026-02-29",
        "2026-13-01",
        "2026-01-02T",
        "2026-01-02T3:04",
        "2026-01-02T24:00",
        "2026-01-02T03:04:60",
        "2026-01-02T03:04:05.",
        "2026-01-02T03:04:05Zx",
        "2026-01-02T03:04:05+25:00",
        "2026-01-02T03:04:05+01:0",
        "2026-01-02T03:04:05 +01:00",
        "20260102T030405Z",
        "02/01/2026",
        "1700000000",
        "0000-12-31T00:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "now"
    })
    void otherTextsAreRefused(String text) {
        assertBad(format(Unit.ISO, null, "UTC"), text);
    }

    @Test
    void isoTextsMeanWhatJavaTimeReads() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TimeFormat format = format(Unit.ISO, null, "America/New_York");
        for (int i = 0; i < 5_000; i++) {
            LocalDateTime local =
                    LocalDateTime.ofEpochSecond(
                            random.nextLong(-62_000_000_000L, 253_000_000_000L),
                            random.nextInt(1_000_000_000),
                            ZoneOffset.UTC);
            OffsetDateTime time =
                    local.atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1080, 1081)));
            String text = time.toString();
            assertThat(format.micros(text))
                    .as("%s (seed %d)", text, seed)
                    .isEqualTo(micros(time.toInstant()));
            assertThat(format.micros(local.toString()))
                    .as("%s (seed %d)", local, seed)
                    .isEqualTo(micros(local.atZone(ZoneId.of("America/New_York")).toInstant()));
        }
    }

    @Test
    void wholeNumbersAreExactInEveryUnit() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            long micros = random.nextLong(TimeFormat.MIN_MICROS, TimeFormat.MAX_MICROS + 1);
            String text = Long.toString(micros);
            String nanos = BigInteger.valueOf(micros).multiply(BigInteger.valueOf(1000)).toString();
            assertThat(format(Unit.US, null, "UTC").micros(text))
                    .as("%s us (seed %d)", text, seed)
                    .isEqualTo(micros);
            assertThat(format(Unit.NS, null, "UTC").micros(nanos))
                    .as("%s ns (seed %d)", nanos, seed)
                    .isEqualTo(micros);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dd.MM.yyyy HH:mm:ss, 31.12.2025 23:00:01, 2025-12-31T22:00:01Z",
        "dd/MMM/yyyy:HH:mm:ss Z, 02/Jan/2026:03:04:05 +0000, 2026-01-02T03:04:05Z",
        "M/d/yy, 1/2/26, 2026-01-01T23:00:00Z",
        "uuuuMMddHHmmssSSS, 20260102030405678, 2026-01-02T02:04:05.678Z",
        "yyyy-MM-dd hh:mm a, 2026-01-02 03:04 PM, 2026-01-02T14:04:00Z",
        "yyyy-MM-dd HH:mm VV, 2026-01-02 03:04 Asia/Tokyo, 2026-01-01T18:04:00Z"
    })
    void patternsBecomeMicroseconds(String pattern, String text, String instant) throws Exception {
        assertThat(format(Unit.PATTERN, pattern, "Europe/Berlin").micros(text))
                .isEqualTo(micros(instant));
    }

    @Test
    void textsThatDoNotFitThePatternAreRefused() {
        TimeFormat format = format(Unit.PATTERN, "dd.MM.yyyy", "UTC");
        assertBad(format, "31.02.2026");
        assertBad(format, "2026-01-02");
        assertBad(format, "1.2.2026");
    }
}
