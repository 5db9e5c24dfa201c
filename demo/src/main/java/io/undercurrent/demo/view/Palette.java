package io.undercurrent.demo.view;

import org.jline.utils.AttributedStyle;

/**
 * The styles in use. Without colour (NO_COLOR) all are the terminal's own, and characters show what
 * colours would show.
 */
enum Palette {
    COLOUR,
    NONE;

    boolean colours() {
        return this == COLOUR;
    }

    AttributedStyle header() {
        return or(AttributedStyle.BOLD);
    }

    AttributedStyle faint() {
        return or(AttributedStyle.DEFAULT.faint());
    }

    AttributedStyle plain() {
        return AttributedStyle.DEFAULT;
    }

    AttributedStyle calm() {
        return or(AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN));
    }

    AttributedStyle notice() {
        return or(AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW));
    }

    AttributedStyle alarm() {
        return or(AttributedStyle.BOLD.foreground(AttributedStyle.RED));
    }

    private AttributedStyle or(AttributedStyle style) {
        return colours() ? style : AttributedStyle.DEFAULT;
    }
}
