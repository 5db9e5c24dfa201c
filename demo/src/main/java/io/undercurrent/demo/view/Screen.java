package io.undercurrent.demo.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;

/**
 * A terminal that is redrawn in place twice a second on the alternate screen, so that nothing
 * scrolls and the user's screen is unchanged afterwards. Only changes are sent. {@link #close}
 * restores the terminal; a shutdown hook calls it on Ctrl-C and SIGTERM.
 */
final class Screen implements AutoCloseable {
    private static final long FRAME_MILLIS = 500;
    private static final int LONGEST_FAREWELL = 60;

    /** What is drawn. */
    interface Drawing {
        /**
         * The current content, at most {@code height} lines of at most {@code width} columns each.
         */
        List<AttributedString> draw(int width, int height);
    }

    private final Terminal terminal;
    private final Drawing drawing;
    private final Display display;
    private final Attributes attributes;
    private final Semaphore wake = new Semaphore(0);
    private final Thread drawer = new Thread(this::drawUntilClosed, "live-view");
    private final Thread hook = new Thread(this::close, "live-view-restore");
    private volatile boolean resized = true;
    private volatile boolean ended;
    private Object winch;
    private boolean closed;

    private Screen(Terminal terminal, Drawing drawing) {
        this.terminal = terminal;
        this.drawing = drawing;
        this.display = new Display(terminal, true);
        this.attributes = terminal.getAttributes();
    }

    /** Takes the terminal over and starts drawing. */
    static Screen start(Terminal terminal, Drawing drawing) {
        Screen screen = new Screen(terminal, drawing);
        Runtime.getRuntime().addShutdownHook(screen.hook);
        screen.winch = Signals.register("WINCH", screen::resize);
        // What the user types must not appear in the table; Ctrl-C stays a signal.
        terminal.echo(false);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        screen.drawer.setDaemon(true);
        screen.drawer.start();
        return screen;
    }

    /** Whether the terminal was restored. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Redraws for the terminal's current size. */
    void resize() {
        resized = true;
        wake.release();
    }

    /** Draws immediately, without waiting for the next frame. */
    void refresh() {
        wake.release();
    }

    private void drawUntilClosed() {
        while (!ended) {
            draw();
            try {
                wake.tryAcquire(FRAME_MILLIS, TimeUnit.MILLISECONDS);
                wake.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void draw() {
        if (resized) {
            resized = false;
            display.resize(size());
            display.clear();
        }
        display.update(drawing.draw(display.getColumns(), display.getRows()), 0);
    }

    /** The terminal's size, or 80 x 24 if the terminal does not report it. */
    private Size size() {
        Size size = terminal.getSize();
        return size.getColumns() > 0 && size.getRows() > 0 ? size : Size.of(80, 24);
    }

    /** Stops drawing and leaves the last drawing on the terminal. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Signals.unregister("WINCH", winch);
        stopDrawing();
        terminal.puts(Capability.exit_ca_mode);
        terminal.puts(Capability.cursor_normal);
        try {
            drawing.draw(size().getColumns(), LONGEST_FAREWELL)
                    .forEach(line -> line.println(terminal));
        } finally {
            giveBack();
        }
    }

    private void giveBack() {
        terminal.flush();
        terminal.setAttributes(attributes);
        removeHook();
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give the terminal back", e);
        }
    }

    private void stopDrawing() {
        ended = true;
        wake.release();
        try {
            drawer.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeHook() {
        if (Thread.currentThread() == hook) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is stopping: the hook runs, and finds the view closed.
            return;
        }
    }
}
