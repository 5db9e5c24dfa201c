package io.undercurrent.demo.view;

import java.io.PrintStream;
import java.util.List;

/** Prints figures as lines, ASCII only; an empty line ends each set of them. */
final class PlainFigures implements FigureView {
    private final PrintStream out;

    PlainFigures(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(String header, List<Figure> figures) {
        int longest = figures.stream().mapToInt(figure -> figure.name().length()).max().orElse(0);
        print(header);
        for (Figure figure : figures) {
            String gap = " ".repeat(longest - figure.name().length() + 2);
            print(figure.name() + gap + figure.value());
        }
        print("");
        out.flush();
    }

    private void print(String text) {
        out.println(Text.clean(text, Glyphs.ASCII));
    }

    @Override
    public void close() {
        out.flush();
    }
}
