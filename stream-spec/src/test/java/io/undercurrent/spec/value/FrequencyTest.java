package io.undercurrent.spec.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts such as 5/day. */
class FrequencyTest {
    @Test
    void aNumberAndAPeriod() {
        assertThat(Frequency.parse("5/day")).isEqualTo(new Frequency(5, Duration.ofDays(1)));
        assertThat(Frequency.parse("1 / week")).isEqualTo(new Frequency(1, Duration.ofDays(7)));
        assertThat(Frequency.parse("1000000/hour"))
                .isEqualTo(new Frequency(1_000_000, Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5/day", "1/week", "20/hour"})
    void itsTextIsReadAgain(String text) {
        assertThat(Frequency.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "day",
                "/day",
                "0/day",
                "-1/day",
                "1.5/day",
                "1000001/day",
                "99999999999999999999/day",
                "5/d",
                "5/month",
                "5 per day",
                "٥/day"
            })
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Frequency.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
