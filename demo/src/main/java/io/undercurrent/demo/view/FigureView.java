package io.undercurrent.demo.view;

import java.util.List;

/** Where a program shows figures that change: in place on a terminal, as lines elsewhere. */
public interface FigureView extends AutoCloseable {
    /**
     * Shows the figures as they are now.
     *
     * @param header the first line
     * @param figures in order
     */
    void show(String header, List<Figure> figures);

    /** Gives a terminal back, with the last figures left on it. */
    @Override
    void close();

    /**
     * The view that fits standard output.
     *
     * @return on a terminal one that redraws in place, elsewhere one that prints
     */
    static FigureView open() {
        return Views.openFigures();
    }

    /**
     * The view for where nothing can be redrawn.
     *
     * @return prints each time: a header, and a line a figure without its history
     */
    static FigureView plain() {
        return new PlainFigures(System.out);
    }
}
