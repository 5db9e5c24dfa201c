package io.undercurrent.streams.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in paths, which come from anyone. */
class PathsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/b",
                "..",
                "a b",
                "a+b",
                "100%",
                "ä€😀",
                "a?b#c",
                "\u0000\n\u202e",
                "%2F",
                "score"
            })
    void whatIsEncodedIsTheSameKeyAgain(String key) throws Refusal {
        String encoded = Percent.encode(key);
        assertThat(encoded).matches("[A-Za-z0-9._~%-]+");
        for (Route.Part part : Route.Part.values()) {
            Route route = Route.of("/keys/" + encoded + part.suffix());
            assertThat(route).isEqualTo(new Route(Route.What.KEY, key, part));
        }
    }

    @Test
    void whatClientsLeaveAsItIsIsTaken() throws Refusal {
        assertThat(Route.of("/keys/a%2fb").key()).isEqualTo("a/b");
        assertThat(Route.of("/keys/a+b:c@d!$&'()*,;=").key()).isEqualTo("a+b:c@d!$&'()*,;=");
        assertThat(Route.of("/keys/score/score"))
                .isEqualTo(new Route(Route.What.KEY, "score", Route.Part.SCORE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/keys/%",
                "/keys/a%2",
                "/keys/%zz",
                "/keys/%+1",
                "/keys/%ff",
                "/keys/%c0%af",
                "/keys/%ed%a0%80",
                "/keys/ä",
                "/keys/",
                "/keys//score",
                "/keys/%F0%9F%98"
            })
    void wrongEncodingIsRefusedWithTheReason(String path) {
        assertThatThrownBy(() -> Route.of(path))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/key",
                "/keysx",
                "/keys/a/b",
                "/keys/a/score/",
                "/keys/a/score/b",
                "/Health",
                "/local",
                "/keys/a/all",
                "/health/"
            })
    void otherPathsAreUnknown(String path) {
        assertThatThrownBy(() -> Route.of(path))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(404))
                .hasMessageContaining("/keys/KEY");
    }

    @Test
    void halfASurrogatePairHasNoPath() {
        assertThat(Percent.encode("a\ud800")).isNull();
    }

    @Test
    void messagesAreOneShortLineOfAscii() {
        assertThat(Texts.shown("a\n\u001b[1m\u009bä\\"))
                .isEqualTo("a\\u000a\\u001b[1m\\u009b\\u00e4\\u005c");
        assertThat(Texts.shown("x".repeat(1000))).hasSize(83).endsWith("...");
    }
}
