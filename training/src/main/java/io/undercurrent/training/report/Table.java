package io.undercurrent.training.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows of cells under a header, as aligned Markdown or as CSV. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Creates an empty table.
     *
     * @param header the columns' names
     */
    public Table(List<String> header) {
        rows.add(List.copyOf(header));
    }

    /**
     * Adds a row.
     *
     * @param cells as many as in the header
     */
    public void add(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a row of %d cells under %d columns",
                            cells.size(),
                            rows.get(0).size()));
        }
        rows.add(List.copyOf(cells));
    }

    /**
     * Formats a number cell.
     *
     * @param number NaN if unknown
     * @param digits after the point
     * @return the text, a dash for NaN
     */
    public static String number(double number, int digits) {
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", number);
    }

    /**
     * Formats a number cell for figures of any size.
     *
     * @param number NaN if unknown
     * @return four significant digits
     */
    public static String significant(double number) {
        if (Double.isNaN(number) || number == 0) {
            return number(number, 4);
        }
        int digits = 3 - (int) Math.floor(Math.log10(Math.abs(number)));
        return number(number, Math.max(0, Math.min(9, digits)));
    }

    /**
     * The table in Markdown, with aligned columns so that it is readable as plain text too.
     *
     * @return lines, each with its end
     */
    public String markdown() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns; c++) {
                String cell = rows.get(r).get(c);
                text.append("| ").append(cell).append(" ".repeat(widths[c] - cell.length() + 1));
            }
            text.append("|\n");
            if (r == 0) {
                for (int width : widths) {
                    text.append('|').append("-".repeat(width + 2));
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    /**
     * The table in CSV.
     *
     * @return lines, each with its end
     */
    public String csv() {
        return rows.stream()
                .map(row -> row.stream().map(Table::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * The table in HTML; the first row is its header.
     *
     * @return one element, with its line's end
     */
    public String html() {
        StringBuilder text = new StringBuilder("<table>\n");
        for (int r = 0; r < rows.size(); r++) {
            String tag = r == 0 ? "th" : "td";
            text.append("<tr>");
            for (String cell : rows.get(r)) {
                text.append(String.format(Locale.ROOT, "<%s>%s</%s>", tag, escaped(cell), tag));
            }
            text.append("</tr>\n");
        }
        return text.append("</table>\n").toString();
    }

    /** A text with the characters replaced that HTML and SVG give a meaning. */
    public static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
