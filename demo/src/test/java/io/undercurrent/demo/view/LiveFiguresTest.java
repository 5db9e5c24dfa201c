package io.undercurrent.demo.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;

class LiveFiguresTest {
    private static final List<Figure> FIGURES =
            List.of(
                    new Figure("scores", "12.0/s", List.of(0.0, Double.NaN, 10.0, 5.0)),
                    new Figure("model", "universal@\u001b[31m", List.of()));

    @Test
    void aTerminalShowsFiguresWithTheirHistoryAndIsGivenBack() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        LineDisciplineTerminal terminal =
                new LineDisciplineTerminal("test", "xterm-256color", sent, UTF_8);
        terminal.setSize(Size.of(80, 24));
        try (FigureView view = LiveFigures.start(terminal, Glyphs.ASCII, Palette.NONE)) {
            view.show("1 instance", FIGURES);
        }
        String all = sent.toString(UTF_8);
        String farewell = all.substring(all.indexOf("\u001b[?1049l"));
        assertThat(farewell).contains("1 instance", "scores", "12.0/s", "_ #-", "universal@?[31m");
    }

    @Test
    void elsewhereFiguresAreLines() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PlainFigures(new PrintStream(out, true, UTF_8)).show("1 instance", FIGURES);
        assertThat(out.toString(UTF_8).lines())
                .containsExactly("1 instance", "scores  12.0/s", "model   universal@?[31m", "");
    }
}
