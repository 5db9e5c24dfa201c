package io.undercurrent.demo.view;

import java.util.List;

/** Shows figures that change: in place on a terminal, as lines elsewhere. */
public interface FigureView extends AutoCloseable {
    /**
     * Shows the current figures.
     *
     * @param header the first line
     * @param figures in order
     */
    void show(String header, List<Figure> figures);

    /** Restores the terminal and leaves the last figures on it. */
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
     * The view for an output that cannot be redrawn.
     *
     * @return a view that each time prints a header and one line per figure, without its history
     */
    static FigureView plain() {
        return new PlainFigures(System.out);
    }
}
