package io.undercurrent.demo.view;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The characters that pictures are made of: block elements if the terminal uses UTF-8, else ASCII,
 * because anything else would appear as question marks. Lines are heavy, because JLine sends light
 * ones through the terminal's alternate character set, which is copied as letters.
 */
enum Glyphs {
    UNICODE("▁▂▃▄▅▆▇█", '┣', '━', '┫', '╋', '●', '·'),
    ASCII("_.,:-=+#", '[', '-', ']', '|', 'o', ' ');

    final String levels;
    final char lower;
    final char inside;
    final char upper;
    final char expected;
    final char value;
    final char outside;

    Glyphs(
            String levels,
            char lower,
            char inside,
            char upper,
            char expected,
            char value,
            char outside) {
        this.levels = levels;
        this.lower = lower;
        this.inside = inside;
        this.upper = upper;
        this.expected = expected;
        this.value = value;
        this.outside = outside;
    }

    /**
     * The glyphs for a terminal.
     *
     * @param terminal charset of what is written to the terminal
     * @param locale name of the charset that the user's locale asks for; JLine writes UTF-8 if JDK
     *     17 does not report that charset
     */
    static Glyphs of(Charset terminal, String locale) {
        boolean unicode =
                terminal.equals(StandardCharsets.UTF_8)
                        && locale.equalsIgnoreCase(StandardCharsets.UTF_8.name());
        return unicode ? UNICODE : ASCII;
    }
}
