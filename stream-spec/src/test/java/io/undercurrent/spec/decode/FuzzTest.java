package io.undercurrent.spec.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.time.TimeFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever bytes come, a text decoder gives an event or a refusal and goes on. */
class FuzzTest {
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
        long seed = new Random().nextLong();
        Random random = new Random(seed);
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
        int refusals = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = original.clone();
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                int at = random.nextInt(bytes.length);
                bytes[at] =
                        random.nextBoolean()
                                ? bytes[random.nextInt(bytes.length)]
                                : (byte) random.nextInt(256);
            }
            try {
                DecodedEvent event = decoder.decode(key, bytes);
                assertThat(event.timeMicros())
                        .as("seed %d", seed)
                        .isBetween(TimeFormat.MIN_MICROS, TimeFormat.MAX_MICROS);
                for (double value : event.values()) {
                    assertThat(Double.isInfinite(value)).as("seed %d", seed).isFalse();
                }
            } catch (BadRecordException e) {
                refusals++;
                assertThat(e.detail()).as("seed %d", seed).hasSizeLessThan(500);
            }
        }
        assertThat(refusals).as("seed %d", seed).isPositive();
    }
}
