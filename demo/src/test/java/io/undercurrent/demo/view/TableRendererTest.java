package io.undercurrent.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class TableRendererTest {
    private final TableRenderer ascii = renderer(Glyphs.ASCII, Palette.NONE);
    private final Board board = new Board();

    private static TableRenderer renderer(Glyphs glyphs, Palette palette) {
        return new TableRenderer(
                glyphs,
                palette,
                key -> key.startsWith("net") ? ValueFormat.BYTES_PER_SECOND : ValueFormat.PERCENT);
    }

    private static Row row(String key, double value, boolean alarm) {
        return new Row(key, value, 50, 25, 75, 0.5, "SCORED", alarm);
    }

    private List<String> lines(TableRenderer renderer, int width, int height) {
        return renderer.render(board.frame(), width, height).stream()
                .map(AttributedString::toString)
                .toList();
    }

    @Test
    void drawsATableOfEightyColumns() {
        board.header("00:12  40 events/s");
        for (double value : new double[] {0, 100, 50}) {
            board.update(row("cpu0", value, false));
        }
        board.update(
                new Row(
                        "net.in",
                        1.24e6,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        "WARMUP",
                        false));
        board.message("disturbance starts in 5 s");
        assertThat(lines(ascii, 80, 24))
                .containsExactly(
                        "00:12  40 events/s",
                        "key             value expected band   score state   last values"
                                + " ".repeat(17),
                        "cpu0           50.0 %    [---o---]    0.500 ok      "
                                + " ".repeat(25)
                                + "_#-",
                        "net.in       1.2 MB/s        o            - warmup  "
                                + " ".repeat(27)
                                + "_",
                        "",
                        "disturbance starts in 5 s");
    }

    @Test
    void anAlarmStaysOnShowForAFewEvents() {
        board.update(row("cpu0", 50, true));
        for (int i = 1; i < KeyHistory.ALARM_HOLD; i++) {
            board.update(row("cpu0", 50, false));
        }
        assertThat(lines(ascii, 80, 24).get(2)).contains("ALARM").contains("!___");
        board.update(row("cpu0", 50, false));
        assertThat(lines(ascii, 80, 24).get(2)).doesNotContain("ALARM").contains(" ok ");
    }

    @Test
    void stateHasAColourUnlessColourIsUnwanted() {
        TableRenderer coloured = renderer(Glyphs.ASCII, Palette.COLOUR);
        board.update(row("calm", 50, false));
        board.update(new Row("new", 50, 50, 25, 75, 0.5, "WARMUP", false));
        board.update(row("odd", 50, true));
        List<AttributedString> drawn = coloured.render(board.frame(), 80, 24);
        int state = 45;
        assertThat(drawn.get(2).styleAt(state)).isEqualTo(Palette.COLOUR.calm());
        assertThat(drawn.get(3).styleAt(state)).isEqualTo(Palette.COLOUR.notice());
        assertThat(drawn.get(4).styleAt(state)).isEqualTo(Palette.COLOUR.alarm());
        assertThat(ascii.render(board.frame(), 80, 24))
                .allMatch(l -> l.equals(new AttributedString(l.toString())));
    }

    @Test
    void alarmedKeysAreShownFirstWhereNotAllFit() {
        for (int i = 0; i < 30; i++) {
            board.update(row("cpu" + i, 50, i == 27));
        }
        List<String> lines = lines(ascii, 80, 10);
        assertThat(lines).hasSize(10);
        assertThat(lines.get(8)).startsWith("cpu27");
        assertThat(lines.get(9)).isEqualTo("23 more keys");
    }

    @Test
    void nothingExceedsTheScreenWhateverItsSizeAndTheKeys() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        board.header("h".repeat(300));
        IntStream.range(0, 20).forEach(i -> board.message("message " + "漢".repeat(i * 10)));
        for (int i = 0; i < 700; i++) {
            String key = random.nextBoolean() ? "key" + i : "鍵\u001b[2J\n\u202e" + i;
            board.update(row(key, random.nextGaussian() * 1e9, random.nextInt(5) == 0));
        }
        for (int i = 0; i < 40; i++) {
            int width = 1 + random.nextInt(200);
            int height = 1 + random.nextInt(60);
            for (Glyphs glyphs : Glyphs.values()) {
                List<AttributedString> lines =
                        renderer(glyphs, Palette.COLOUR).render(board.frame(), width, height);
                assertThat(lines)
                        .as("seed %d, %d x %d", seed, width, height)
                        .hasSizeLessThanOrEqualTo(height)
                        .allMatch(l -> l.columnLength() <= width)
                        .allMatch(l -> l.toString().chars().noneMatch(Character::isISOControl));
            }
        }
    }

    @Test
    void saysThatItWaitsWhileThereIsNoScore() {
        assertThat(lines(ascii, 80, 24))
                .hasSize(3)
                .last()
                .isEqualTo("waiting for the first scores");
    }
}
