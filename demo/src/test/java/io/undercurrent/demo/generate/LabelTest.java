package io.undercurrent.demo.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels as others read them. */
class LabelTest {
    @Test
    void isAJsonObjectWithTimesOfIso() throws IOException {
        Label label = new Label("a-1", "pump \"7\"", "spike", 1_700_000_000_123_000L, null);
        String text = new String(label.encode(), UTF_8);
        assertThat(text)
                .isEqualTo(
                        "{\"id\":\"a-1\",\"key\":\"pump \\\"7\\\"\",\"kind\":\"spike\",\"start\":\"2023-11-14T22:13:20.123Z\",\"end\":null}");
        assertThat(Label.decode(label.encode())).isEqualTo(label);
        Label ended = label.ended(1_700_000_001_000_000L);
        assertThat(Label.decode(ended.encode())).isEqualTo(ended);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"id\": \"a\"}",
                "{\"id\": \"a\", \"key\": \"k\", \"start\": \"yesterday\"}",
                "{\"id\": \"a\", \"key\": \"k\", \"sta"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Label.decode(text.getBytes(UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aTombstoneIsRefused() {
        assertThatThrownBy(() -> Label.decode(null)).isInstanceOf(IOException.class);
    }
}
