package io.undercurrent.training.synthetic;

import io.undercurrent.training.data.Series;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Draws the first series of a seed as one sheet of small charts (SVG), because whether a prior is
 * realistic is seen at once and computed hardly.
 */
public final class SyntheticPicture {
    private static final int COLUMNS = 4;
    private static final int WIDTH = 300;
    private static final int HEIGHT = 90;
    private static final int MARGIN = 10;
    private static final int TEXT = 12;

    private SyntheticPicture() {}

    /**
     * Writes a sheet.
     *
     * @param args the file to write, then, optionally, seed (1), count (48) and length (1000)
     * @throws IOException where the file cannot be written
     * @throws IllegalArgumentException for no file, or numbers that are not allowed
     */
    public static void main(String[] args) throws IOException {
        if (args.length == 0 || args.length > 4) {
            throw new IllegalArgumentException(
                    args.length + " arguments: expected FILE.svg [SEED [COUNT [LENGTH]]]");
        }
        long seed = number(args, 1, "SEED", 1);
        int count = Math.toIntExact(number(args, 2, "COUNT", 48));
        if (count < 1) {
            throw new IllegalArgumentException(
                    "COUNT = " + count + ": allowed are whole numbers from 1");
        }
        int length = Math.toIntExact(number(args, 3, "LENGTH", 1_000));
        Path file = Path.of(args[0]);
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            sheet(out, seed, count, length);
            if (out.checkError()) {
                throw new IOException(file + ": could not be written to the end");
            }
        }
    }

    private static long number(String[] args, int at, String name, long usual) {
        if (args.length <= at) {
            return usual;
        }
        try {
            return Long.parseLong(args[at]);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + " = '" + args[at] + "': allowed are whole numbers", e);
        }
    }

    /** Writes {@code count} charts of {@code length} events each. */
    static void sheet(PrintStream out, long seed, int count, int length) {
        int rows = (count + COLUMNS - 1) / COLUMNS;
        int high = HEIGHT + 2 * TEXT + MARGIN;
        out.printf(
                Locale.ROOT,
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'"
                        + " font-family='sans-serif' font-size='9'>%n"
                        + "<rect width='100%%' height='100%%' fill='white'/>%n",
                COLUMNS * (WIDTH + MARGIN) + MARGIN,
                rows * high + MARGIN);
        for (int k = 0; k < count; k++) {
            out.printf(
                    Locale.ROOT,
                    "<g transform='translate(%d,%d)'>%n",
                    MARGIN + k % COLUMNS * (WIDTH + MARGIN),
                    MARGIN + k / COLUMNS * high);
            chart(out, seed, k, length);
            out.println("</g>");
        }
        out.println("</svg>");
    }

    private static void chart(PrintStream out, long seed, int index, int length) {
        Series series = SyntheticSeries.generate(seed, index, length);
        String words = SyntheticSeries.describe(seed, index, length);
        double[] x = series.values();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double v : x) {
            if (!Double.isNaN(v)) {
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        double span = high > low ? high - low : 1;
        // The words are plain: names, digits and punctuation that SVG does not reserve.
        out.printf(
                Locale.ROOT,
                "<title>%s</title><text y='8'>%d: %.4g .. %.4g</text><text y='18'>%s</text>%n",
                words,
                index,
                low,
                high,
                words.substring(words.indexOf(' ') + 1, Math.min(words.length(), 74)));
        out.print("<path fill='none' stroke='#1f5fa8' stroke-width='0.7' d='");
        boolean pen = false;
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(x[i])) {
                pen = false;
                continue;
            }
            double across = (double) WIDTH * i / x.length;
            double down = 2 * TEXT + HEIGHT * (high - x[i]) / span;
            out.printf(Locale.ROOT, "%s%.1f %.1f", pen ? "L" : "M", across, down);
            pen = true;
        }
        out.println("'/>");
    }
}
