package io.undercurrent.demo.view;

import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Figures on a {@link Screen}: name, value, and a line of the last values. */
final class LiveFigures implements FigureView {
    private static final int LEAST_VALUE = 24;
    private static final int GAPS = 4;

    private final Glyphs glyphs;
    private final Palette palette;
    private final Pictures pictures;
    private final Screen screen;
    private volatile Shown shown = new Shown("", List.of());

    private record Shown(String header, List<Figure> figures) {}

    private LiveFigures(Terminal terminal, Glyphs glyphs, Palette palette) {
        this.glyphs = glyphs;
        this.palette = palette;
        pictures = new Pictures(glyphs, palette);
        screen = Screen.start(terminal, this::draw);
    }

    /** Takes the terminal over and starts drawing. */
    static LiveFigures start(Terminal terminal, Glyphs glyphs, Palette palette) {
        return new LiveFigures(terminal, glyphs, palette);
    }

    @Override
    public void show(String header, List<Figure> figures) {
        shown = new Shown(header, List.copyOf(figures));
        screen.refresh();
    }

    private List<AttributedString> draw(int width, int height) {
        Shown now = shown;
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString(Text.clean(now.header, glyphs), palette.header()));
        int name = longest(now.figures.stream().map(Figure::name).toList(), 0);
        int value = longest(now.figures.stream().map(Figure::value).toList(), LEAST_VALUE);
        int spark = Math.max(0, Math.min(Figure.MOST, width - name - value - GAPS));
        for (Figure figure : now.figures) {
            AttributedStringBuilder line = new AttributedStringBuilder();
            Text.left(line, Text.clean(figure.name(), glyphs), name + 2, palette.faint());
            if (figure.history().isEmpty()) {
                line.append(Text.clean(figure.value(), glyphs));
            } else {
                Text.left(line, Text.clean(figure.value(), glyphs), value + 2, palette.plain());
                line.append(pictures.sparkline(points(figure.history()), spark));
            }
            lines.add(line.toAttributedString());
        }
        return lines.stream().limit(height).map(l -> l.columnSubSequence(0, width)).toList();
    }

    /**
     * The longest text's length, at most {@code least} unless that is 0: a long value without a
     * history does not push the histories of others aside.
     */
    private static int longest(List<String> texts, int least) {
        int most = least == 0 ? Integer.MAX_VALUE : least;
        return texts.stream().mapToInt(text -> Math.min(most, text.length())).max().orElse(least);
    }

    private static List<KeyHistory.Point> points(List<Double> history) {
        return history.stream().map(value -> new KeyHistory.Point(value, false)).toList();
    }

    @Override
    public void close() {
        screen.close();
    }
}
