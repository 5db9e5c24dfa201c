package io.undercurrent.demo.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;

/** On a terminal of JLine's own that keeps what is sent to it. */
class LiveViewTest {
    private static final String ALTERNATE_SCREEN = "\u001b[?1049h";
    private static final String NORMAL_SCREEN = "\u001b[?1049l";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final LineDisciplineTerminal terminal = terminal();

    private LineDisciplineTerminal terminal() {
        try {
            LineDisciplineTerminal made =
                    new LineDisciplineTerminal("test", "xterm-256color", sent, UTF_8);
            made.setSize(Size.of(80, 24));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LiveView start() {
        return LiveView.start(
                terminal,
                new TableRenderer(Glyphs.ASCII, Palette.NONE, key -> ValueFormat.PERCENT));
    }

    private void awaitSent(String text) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sent.toString(UTF_8)).contains(text));
    }

    @Test
    void drawsOnTheAlternateScreenAndGivesTheTerminalBack() throws Exception {
        LiveView view = start();
        view.header("a header");
        view.update(new Row("cpu0", 12, 50, 25, 75, 0.5, "SCORED", false));
        view.message("a message");
        awaitSent("a message");
        assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ECHO)).isFalse();
        view.close();
        view.close();

        String all = sent.toString(UTF_8);
        assertThat(all)
                .containsSubsequence(ALTERNATE_SCREEN, HIDE_CURSOR, "a header", NORMAL_SCREEN);
        String farewell = all.substring(all.indexOf(NORMAL_SCREEN));
        assertThat(farewell).contains(SHOW_CURSOR).contains("12.0 %").contains("a message");
    }

    @Test
    void followsTheTerminalsSize() throws Exception {
        try (LiveView view = start()) {
            view.header("x".repeat(100));
            awaitSent("x".repeat(80));
            assertThat(sent.toString(UTF_8)).doesNotContain("x".repeat(81));
            terminal.setSize(Size.of(100, 24));
            view.resize();
            awaitSent("x".repeat(100));
        }
    }
}
