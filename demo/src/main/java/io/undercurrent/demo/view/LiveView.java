package io.undercurrent.demo.view;

import org.jline.terminal.Terminal;

/** The table of keys on a {@link Screen}. */
final class LiveView implements View {
    private final Board board = new Board();
    private final Screen screen;

    private LiveView(Terminal terminal, TableRenderer renderer) {
        screen =
                Screen.start(
                        terminal, (width, height) -> renderer.render(board.frame(), width, height));
    }

    /** Takes the terminal over and starts drawing. */
    static LiveView start(Terminal terminal, TableRenderer renderer) {
        return new LiveView(terminal, renderer);
    }

    @Override
    public void update(Row row) {
        board.update(row);
    }

    @Override
    public void message(String text) {
        if (screen.isClosed()) {
            System.out.println(Text.clean(text, Glyphs.ASCII));
        } else {
            board.message(text);
        }
    }

    @Override
    public void header(String text) {
        board.header(text);
    }

    /** Redraws for the terminal's current size. */
    void resize() {
        screen.resize();
    }

    @Override
    public void close() {
        screen.close();
    }
}
