package io.undercurrent.stream.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A number from a scrape, parsed from Prometheus' text format 0.0.4; help texts, types and
 * timestamps are ignored.
 *
 * @param name the metric's name
 * @param labels values by label name, in the text's order
 * @param value the number, which may be NaN or infinite
 */
public record Sample(String name, Map<String, String> labels, double value) {
    /**
     * Parses a scrape.
     *
     * @param text in the format of {@link PrometheusText}, from any program
     * @return the numbers in the text's order
     * @throws IllegalArgumentException if the text has another format; the message names the line
     */
    public static List<Sample> parse(String text) {
        List<Sample> samples = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                samples.add(new Line(line, number).sample());
            }
        }
        return samples;
    }

    /**
     * Parses a number of the format, or a histogram's bound.
     *
     * @param word decimal digits, {@code NaN}, {@code +Inf} or {@code -Inf}
     * @return the number
     * @throws NumberFormatException if the word is not a number
     */
    public static double number(String word) {
        return Double.parseDouble(word.replace("Inf", "Infinity"));
    }

    /** One line and the parser's position in it. */
    private static final class Line {
        private final String text;
        private final int number;
        private int at;

        private Line(String text, int number) {
            this.text = text;
            this.number = number;
        }

        private Sample sample() {
            String name = name();
            Map<String, String> labels = new LinkedHashMap<>();
            blanks();
            if (next() == '{') {
                at++;
                blanks();
                while (next() != '}') {
                    label(labels);
                }
                at++;
            }
            String[] rest = text.substring(at).strip().split("[ \t]+", -1);
            if (rest.length > 2) {
                throw wrong("a value and perhaps a time");
            }
            return new Sample(name, labels, value(rest[0]));
        }

        private void label(Map<String, String> labels) {
            String key = name();
            blanks();
            expect('=');
            blanks();
            expect('"');
            StringBuilder value = new StringBuilder();
            while (next() != '"') {
                char c = text.charAt(at++);
                value.append(c == '\\' ? escaped() : c);
            }
            at++;
            labels.put(key, value.toString());
            blanks();
            if (next() == ',') {
                at++;
                blanks();
            } else if (next() != '}') {
                throw wrong("a comma or a closing brace");
            }
        }

        private char escaped() {
            char c = next();
            at++;
            return c == 'n' ? '\n' : c;
        }

        private String name() {
            int begin = at;
            while (at < text.length() && isName(text.charAt(at))) {
                at++;
            }
            if (at == begin) {
                throw wrong("a name");
            }
            return text.substring(begin, at);
        }

        private static boolean isName(char c) {
            return c == '_' || c == ':' || (c < 0x80 && Character.isLetterOrDigit(c));
        }

        private double value(String word) {
            try {
                return Sample.number(word);
            } catch (NumberFormatException e) {
                throw wrong("a number");
            }
        }

        private char next() {
            if (at >= text.length()) {
                throw wrong("more");
            }
            return text.charAt(at);
        }

        private void expect(char c) {
            if (next() != c) {
                throw wrong(String.valueOf(c));
            }
            at++;
        }

        private void blanks() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        private IllegalArgumentException wrong(String expected) {
            String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
            return new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "line %d, column %d: %s was expected in: %s",
                            number,
                            at + 1,
                            expected,
                            shown.replaceAll("\\p{C}", "?")));
        }
    }
}
