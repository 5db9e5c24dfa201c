package io.undercurrent.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {
    @ParameterizedTest
    @CsvSource({
        "BYTES_PER_SECOND, 0, 0 B/s",
        "BYTES_PER_SECOND, 999, 999 B/s",
        "BYTES_PER_SECOND, 999.6, 1.0 kB/s",
        "BYTES_PER_SECOND, 1234567, 1.2 MB/s",
        "BYTES_PER_SECOND, 9960000, 10 MB/s",
        "BYTES_PER_SECOND, 123456789, 123 MB/s",
        "BYTES_PER_SECOND, -4e9, -4.0 GB/s",
        "PERCENT, 12.345, 12.3 %",
        "PERCENT, 100, 100.0 %",
        "PLAIN, 0, 0.0000",
        "PLAIN, 1234.4, 1234",
        "PLAIN, 0.056789, 0.0568",
        "PLAIN, 12345678901, 1.23e+10",
        "BYTES_PER_SECOND, 1.5e30, 1.50e+30",
        "PLAIN, 1.5e-200, 1.5e-200",
        "PLAIN, NaN, -",
        "PLAIN, -Infinity, -inf"
    })
    void writesForHumans(ValueFormat format, double value, String expected) {
        assertThat(format.format(value)).isEqualTo(expected);
    }

    @Test
    void neverExceedsTheColumn() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            for (ValueFormat format : ValueFormat.values()) {
                assertThat(format.format(value))
                        .as("seed %d, %s of %s", seed, format, value)
                        .hasSizeLessThanOrEqualTo(ValueFormat.WIDTH);
            }
        }
    }
}
