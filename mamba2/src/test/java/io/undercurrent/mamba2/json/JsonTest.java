package io.undercurrent.mamba2.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON in and out, and what is not JSON. */
class JsonTest {

    @Test
    void valuesSurvive() throws JsonException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", "a\"b\\c\n\t\u0001é\ud83d\ude00");
        map.put("whole", 123456789012345678L);
        map.put("negative", -5L);
        map.put("real", 1.5e-7);
        map.put("none", null);
        map.put("list", new ArrayList<>(Arrays.asList(true, false, List.of(), Map.of())));
        assertThat(Json.parse(Json.write(map), 4, 100)).isEqualTo(map);
    }

    @Test
    void spacesEscapesAndInfinityAreRead() throws JsonException {
        String text = " { \"a\" :\t[ 0 , -0.5e+1, Infinity ] ,\r\n\"b\":\"\\u00e9\\/\\b\\f\" } ";
        assertThat(Json.parse(text, 4, 100))
                .isEqualTo(Map.of("a", List.of(0L, -5.0, Double.POSITIVE_INFINITY), "b", "é/\b\f"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "{", "[1", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "01",
                "-", "1.", "1e", ".5", "+1", "tru", "nul", "\"", "\"\\x\"", "\"\\u12g4\"",
                "\"a\nb\"", "[1] 2", "{\"a\":1,\"a\":2}", "NaN", "-Infinity", "1e5.5", "\u0000"
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text, 4, 100))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("JSON at character")
                .hasMessageContaining("expected");
    }

    @Test
    void excessIsRefused() {
        assertThatThrownBy(() -> Json.parse("[[[[[1]]]]]", 4, 100)).hasMessageContaining("nesting");
        assertThatThrownBy(() -> Json.parse("[1,2,3,4]", 4, 4))
                .hasMessageContaining("fewer values");
        assertThatThrownBy(() -> Json.parse("1" + "0".repeat(100), 4, 4))
                .hasMessageContaining("64 characters");
    }
}
