package io.undercurrent.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewsTest {
    @Test
    void ciRunsAndDumbTerminalsGetPlainLines() {
        assertThat(Views.asksForPlain(Map.of("CI", "true", "TERM", "xterm")::get)).isTrue();
        assertThat(Views.asksForPlain(Map.of("TERM", "dumb")::get)).isTrue();
        assertThat(Views.asksForPlain(Map.of("TERM", "xterm")::get)).isFalse();
        assertThat(Views.asksForPlain(Map.of("CI", "")::get)).isFalse();
    }

    @Test
    void noColorIsRespectedOnceItHoldsAnything() {
        assertThat(Views.palette(Map.of("NO_COLOR", "0")::get)).isEqualTo(Palette.NONE);
        assertThat(Views.palette(Map.of("NO_COLOR", "")::get)).isEqualTo(Palette.COLOUR);
        assertThat(Views.palette(Map.<String, String>of()::get)).isEqualTo(Palette.COLOUR);
    }

    @Test
    void onlyUtf8GetsBlockCharacters() {
        Charset utf8 = StandardCharsets.UTF_8;
        assertThat(Glyphs.of(utf8, "UTF-8")).isEqualTo(Glyphs.UNICODE);
        assertThat(Glyphs.of(utf8, "ANSI_X3.4-1968")).isEqualTo(Glyphs.ASCII);
        assertThat(Glyphs.of(StandardCharsets.ISO_8859_1, "UTF-8")).isEqualTo(Glyphs.ASCII);
    }
}
