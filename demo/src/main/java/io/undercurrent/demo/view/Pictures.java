package io.undercurrent.demo.view;

import java.util.Arrays;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Draws the two small pictures of a row: the expected band, and the last values. */
final class Pictures {
    private final Glyphs glyphs;
    private final Palette palette;

    Pictures(Glyphs glyphs, Palette palette) {
        this.glyphs = glyphs;
        this.palette = palette;
    }

    /**
     * The band from lower to upper, with marks for the expected and the observed value. The scale
     * covers the band and the last values, so that it changes little from event to event.
     *
     * @param width the exact number of columns that are drawn
     * @param valueStyle style of the value's mark
     */
    AttributedString band(KeyHistory key, int width, AttributedStyle valueStyle) {
        Row row = key.last();
        Range range = key.range().with(row.lower()).with(row.upper()).with(row.expected());
        char[] cells = new char[width];
        Arrays.fill(cells, glyphs.outside);
        int middle = width / 2;
        if (Double.isFinite(row.lower()) && Double.isFinite(row.upper())) {
            int lower = range.cell(row.lower(), width, middle);
            int upper = range.cell(row.upper(), width, middle);
            Arrays.fill(cells, Math.min(lower, upper), Math.max(lower, upper) + 1, glyphs.inside);
            cells[lower] = glyphs.lower;
            cells[upper] = glyphs.upper;
        }
        if (Double.isFinite(row.expected())) {
            cells[range.cell(row.expected(), width, middle)] = glyphs.expected;
        }
        int value = -1;
        if (Double.isFinite(row.value())) {
            value = range.cell(row.value(), width, middle);
            cells[value] = glyphs.value;
        }
        AttributedStringBuilder picture = new AttributedStringBuilder(width);
        for (int i = 0; i < width; i++) {
            picture.style(i == value ? valueStyle : palette.faint()).append(cells[i]);
        }
        return picture.toAttributedString();
    }

    /**
     * The last values as a line of levels, newest at the right; alarms are red, or {@code !} if
     * there is no colour, and missing values are blank.
     *
     * @param width the exact number of columns that are drawn
     */
    AttributedString sparkline(List<KeyHistory.Point> points, int width) {
        List<KeyHistory.Point> shown =
                points.subList(Math.max(0, points.size() - width), points.size());
        Range range = Range.EMPTY;
        for (KeyHistory.Point point : points) {
            range = range.with(point.value());
        }
        AttributedStringBuilder line = new AttributedStringBuilder(width);
        line.append(" ".repeat(width - shown.size()));
        for (KeyHistory.Point point : shown) {
            line.style(point.alarm() ? palette.alarm() : palette.plain());
            line.append(glyph(point, range));
        }
        return line.toAttributedString();
    }

    private char glyph(KeyHistory.Point point, Range range) {
        if (point.alarm() && !palette.colours()) {
            return '!';
        }
        if (!Double.isFinite(point.value())) {
            return ' ';
        }
        return glyphs.levels.charAt(range.cell(point.value(), glyphs.levels.length(), 0));
    }
}
