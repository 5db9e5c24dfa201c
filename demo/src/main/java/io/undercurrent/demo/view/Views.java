package io.undercurrent.demo.view;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.ShutdownHooks;

/** Chooses the view that fits the process's standard output and environment. */
final class Views {
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(5);

    private Views() {}

    static View open(Function<String, ValueFormat> formats) {
        try {
            Terminal terminal = terminal();
            if (terminal != null) {
                return LiveView.start(
                        terminal,
                        new TableRenderer(glyphs(terminal), palette(System::getenv), formats));
            }
        } catch (IOException e) {
            return plain(formats, "no live view on this terminal: " + e.getMessage());
        }
        return PlainView.start(System.out, PLAIN_INTERVAL, formats);
    }

    static FigureView openFigures() {
        try {
            Terminal terminal = terminal();
            if (terminal != null) {
                return LiveFigures.start(terminal, glyphs(terminal), palette(System::getenv));
            }
        } catch (IOException e) {
            System.err.println("no live view on this terminal: " + e.getMessage());
        }
        return FigureView.plain();
    }

    private static Glyphs glyphs(Terminal terminal) {
        return Glyphs.of(terminal.outputEncoding(), System.getProperty("native.encoding"));
    }

    /** The terminal of standard output; null if nobody watches or it is no terminal. */
    private static Terminal terminal() throws IOException {
        if (asksForPlain(System::getenv)) {
            return null;
        }
        // JLine's own hook would close the terminal while ours still draws on it.
        System.setProperty(ShutdownHooks.PROP_DISABLE_SHUTDOWN_HOOK, "true");
        Terminal terminal =
                TerminalBuilder.builder()
                        .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                        .dumb(true)
                        // JLine sets SIGINT to end the JVM without its hooks.
                        .nativeSignals(false)
                        // JLine would query the terminal and wait for an answer.
                        .graphemeCluster(false)
                        .build();
        if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            terminal.close();
            return null;
        }
        return terminal;
    }

    private static View plain(Function<String, ValueFormat> formats, String reason) {
        View view = PlainView.start(System.out, PLAIN_INTERVAL, formats);
        view.message(reason);
        return view;
    }

    /**
     * Whether the environment says that nobody watches: a CI run, or a terminal without control
     * codes.
     */
    static boolean asksForPlain(UnaryOperator<String> env) {
        return isSet(env.apply("CI")) || "dumb".equals(env.apply("TERM"));
    }

    /** Colours unless NO_COLOR (no-color.org) is set to anything. */
    static Palette palette(UnaryOperator<String> env) {
        return isSet(env.apply("NO_COLOR")) ? Palette.NONE : Palette.COLOUR;
    }

    private static boolean isSet(String value) {
        return value != null && !value.isEmpty();
    }
}
