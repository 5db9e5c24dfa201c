package io.undercurrent.demo.view;

import io.undercurrent.stream.runtime.DaemonTimer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Prints plain lines if there is no terminal: each message immediately, and every few seconds one
 * line of all keys, because one line per event would fill a log. ASCII only.
 */
final class PlainView implements View {
    /** The first line comes this much sooner than others: it shows that all runs. */
    private static final int SOONER = 10;

    private final PrintStream out;
    private final long nanos;
    private final Function<String, ValueFormat> formats;
    private final Map<String, Row> rows = new TreeMap<>(LocalTimeResolver.INSTANCE);
    private final Map<String, Integer> alarms = new TreeMap<>();
    private final ScheduledExecutorService timer = DaemonTimer.named("plain-view");
    private String header = "";
    private boolean news;
    private boolean begun;
    private boolean closed;

    private PlainView(PrintStream out, long nanos, Function<String, ValueFormat> formats) {
        this.out = out;
        this.nanos = nanos;
        this.formats = formats;
    }

    /** Starts a view that prints a summary line every {@code interval} in which events came. */
    static PlainView start(
            PrintStream out, Duration interval, Function<String, ValueFormat> formats) {
        long nanos = interval.toNanos();
        PlainView view = new PlainView(out, nanos, formats);
        var unused =
                view.timer.scheduleAtFixedRate(view::summary, nanos, nanos, TimeUnit.NANOSECONDS);
        return view;
    }

    @Override
    public synchronized void update(Row row) {
        if (rows.size() == Board.MAX_KEYS && !rows.containsKey(row.key())) {
            return;
        }
        rows.put(row.key(), row);
        if (row.alarm()) {
            alarms.merge(row.key(), 1, Integer::sum);
        }
        news = true;
        if (!begun && !closed) {
            begun = true;
            Runnable first = this::summary;
            var unused = timer.schedule(first, nanos / SOONER, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public synchronized void message(String text) {
        print(text);
    }

    @Override
    public synchronized void header(String text) {
        header = text;
    }

    /** Prints the keys' line, with the alarms since the previous line. */
    synchronized void summary() {
        if (!news || closed) {
            return;
        }
        news = false;
        StringBuilder line = new StringBuilder(header);
        String separator = header.isEmpty() ? "" : " | ";
        for (Row row : rows.values()) {
            line.append(separator).append(summary(row));
            separator = "; ";
        }
        alarms.clear();
        print(line.toString());
    }

    private String summary(Row row) {
        int count = alarms.getOrDefault(row.key(), 0);
        String state =
                count > 0
                        ? count + (count == 1 ? " ALARM" : " ALARMS")
                        : row.status().equals("SCORED")
                                ? "ok"
                                : row.status().toLowerCase(Locale.ROOT);
        return row.key() + " " + formats.apply(row.key()).format(row.value()) + " " + state;
    }

    private void print(String text) {
        out.println(Text.clean(text, Glyphs.ASCII));
        out.flush();
    }

    /** Prints what has not been printed yet and stops the timer. */
    @Override
    public synchronized void close() {
        summary();
        closed = true;
        timer.shutdown();
    }
}
