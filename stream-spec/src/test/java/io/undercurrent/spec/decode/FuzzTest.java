package io.undercurrent.spec.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.time.TimeFormat;
import io.undercurrent.testing.Fuzz;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever bytes come, a text decoder gives an event or a refusal and goes on. */
class FuzzTest {
    private static final String[] TOKENS = {
        "null",
        "[[[[[[[[[[[[[[[[",
        "{\"x\":{\"y\":",
        "\"\"",
        "1e400",
        "-0",
        "99999999999999999999",
        "9223372036854775807",
        "0x1",
        "\\u0000",
        "\\ud800",
        ",,,,",
        "\n",
        "\"x\":",
        "NaN",
        "Infinity",
        "2026-13-45",
        "\ufeff"
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "json | iso | {\"time\":\"2026-01-02T03:04:05Z\",\"x\":[1.5,{\"y\":-2e3}],\"z\":3}",
                "json | s | {\"time\":1700000000.5,\"x\":[null,{\"y\":NaN}],\"z\":-Infinity}",
                "csv | iso | 2026-01-02 03:04:05.678,\"1.5\",-2e3",
                "csv | ns | 1700000000000000000,,3"
            })
    void mutatedRecordsAreEventsOrRefused(String format, String unit, String good)
            throws Exception {
        String fields =
                format.equals("csv")
                        ? "csv.columns: [time, a, b], values: [a, b]"
                        : "values: [x.0, x.1.y, z]";
        EventDecoder decoder =
                Decoding.decoder(
                        String.format(
                                Locale.ROOT,
                                "source: {format: %s, time.unit: %s, %s}",
                                format,
                                unit,
                                fields));
        byte[] key = {'k'};
        byte[] original = good.getBytes(UTF_8);
        AtomicInteger refusals = new AtomicInteger();
        Fuzz.cases(
                format + " records, time in " + unit,
                3_000,
                random -> {
                    try {
                        assertIsInRange(
                                decoder.decode(key, Fuzz.damaged(original, random, TOKENS)));
                    } catch (BadRecordException e) {
                        refusals.incrementAndGet();
                        assertThat(e.detail()).hasSizeLessThan(500);
                    }
                });
        assertThat(refusals).hasPositiveValue();
    }

    private static void assertIsInRange(DecodedEvent event) {
        assertThat(event.timeMicros()).isBetween(TimeFormat.MIN_MICROS, TimeFormat.MAX_MICROS);
        for (double value : event.values()) {
            assertThat(Double.isInfinite(value)).isFalse();
        }
    }
}
