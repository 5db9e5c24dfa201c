package io.undercurrent.demo.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Draws a frame as lines: header, titles, one row per key, the last messages. It is a pure function
 * of frame and size, so that tests need no terminal.
 */
final class TableRenderer {
    private static final int SHOWN_MESSAGES = 3;
    private static final int LEAST_ROWS = 3;

    private final Glyphs glyphs;
    private final Palette palette;
    private final Pictures pictures;
    private final Function<String, ValueFormat> formats;

    TableRenderer(Glyphs glyphs, Palette palette, Function<String, ValueFormat> formats) {
        this.glyphs = glyphs;
        this.palette = palette;
        this.pictures = new Pictures(glyphs, palette);
        this.formats = formats;
    }

    /** At most {@code height} lines of at most {@code width} columns each. */
    List<AttributedString> render(Frame frame, int width, int height) {
        Columns columns = Columns.of(width);
        int messages = Math.min(SHOWN_MESSAGES, frame.messages().size());
        while (messages > 1 && rowsBeside(messages, height) < LEAST_ROWS) {
            messages--;
        }
        List<AttributedString> lines = new ArrayList<>();
        lines.add(line(frame.header(), palette.header()));
        lines.add(titles(columns));
        addRows(lines, frame, columns, rowsBeside(messages, height));
        if (messages > 0) {
            lines.add(AttributedString.EMPTY);
            int from = frame.messages().size() - messages;
            frame.messages().stream()
                    .skip(from)
                    .forEach(text -> lines.add(line(text, palette.plain())));
        }
        return lines.stream().limit(height).map(l -> l.columnSubSequence(0, width)).toList();
    }

    private static int rowsBeside(int messages, int height) {
        return Math.max(1, height - 2 - (messages == 0 ? 0 : messages + 1));
    }

    private void addRows(List<AttributedString> lines, Frame frame, Columns columns, int room) {
        List<KeyHistory> keys = frame.keys();
        if (keys.isEmpty()) {
            lines.add(line("waiting for the first scores", palette.faint()));
            return;
        }
        boolean all = frame.unshown() == 0 && keys.size() <= room;
        List<KeyHistory> shown = all ? keys : alarmedFirst(keys, room - 1);
        shown.forEach(key -> lines.add(row(key, columns)));
        int more = keys.size() - shown.size() + frame.unshown();
        if (more > 0) {
            lines.add(line(more + " more keys", palette.faint()));
        }
    }

    /**
     * As many keys as there is room for, in their order; keys with an alarm are chosen before
     * others.
     */
    private static List<KeyHistory> alarmedFirst(List<KeyHistory> keys, int room) {
        return IntStream.range(0, keys.size())
                .boxed()
                .sorted(Comparator.comparing((Integer place) -> !keys.get(place).anyAlarm()))
                .limit(room)
                .sorted()
                .map(keys::get)
                .toList();
    }

    private AttributedString titles(Columns columns) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        Text.left(line, "key", columns.key() + 1, palette.faint());
        Text.right(line, "value", Columns.VALUE, palette.faint());
        Text.left(line, " expected band", Columns.BAND + 2, palette.faint());
        Text.left(line, "score", Columns.SCORE + 1, palette.faint());
        Text.left(line, "state", Columns.STATE + 1, palette.faint());
        Text.left(line, "last values", columns.spark(), palette.faint());
        return line.toAttributedString();
    }

    private AttributedString row(KeyHistory key, Columns columns) {
        Row row = key.last();
        boolean alarm = key.alarmHeld();
        boolean scored = row.status().equals("SCORED");
        AttributedStyle style =
                alarm ? palette.alarm() : scored ? palette.calm() : palette.notice();
        String state = alarm ? "ALARM" : scored ? "ok" : unscored(row.status());
        AttributedStringBuilder line = new AttributedStringBuilder();
        Text.left(line, Text.clean(row.key(), glyphs), columns.key(), palette.plain());
        line.append(' ');
        Text.right(line, value(row), Columns.VALUE, palette.plain());
        line.append(' ').append(pictures.band(key, Columns.BAND, style)).append(' ');
        Text.right(line, score(row), Columns.SCORE, palette.plain());
        line.append(' ');
        Text.left(line, Text.clean(state, glyphs), Columns.STATE, style);
        line.append(' ').append(pictures.sparkline(key.points(), columns.spark()));
        return line.toAttributedString();
    }

    /** The column has room for seven letters. */
    private static String unscored(String status) {
        return status.equals("UNPREDICTED") ? "unknown" : status.toLowerCase(Locale.ROOT);
    }

    private String value(Row row) {
        return formats.apply(row.key()).format(row.value());
    }

    private static String score(Row row) {
        return Double.isNaN(row.score()) ? "-" : String.format(Locale.ROOT, "%.3f", row.score());
    }

    private AttributedString line(String text, AttributedStyle style) {
        return new AttributedString(Text.clean(text, glyphs), style);
    }
}
