package io.undercurrent.stream.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A number that a scrape brought, read from Prometheus' text format 0.0.4; help, types and times
 * are passed over.
 *
 * @param name its name
 * @param labels by name, in the text's order
 * @param value the number, NaN and infinite ones too
 */
public record Sample(String name, Map<String, String> labels, double value) {
    /**
     * Reads a scrape.
     *
     * @param text in the format of {@link PrometheusText}, of anybody's making
     * @return its numbers in their order
     * @throws IllegalArgumentException where it is something else, naming the line
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
     * A number as the format writes it, also as a histogram's bound.
     *
     * @param word decimal digits, {@code NaN}, {@code +Inf} or {@code -Inf}
     * @return the number
     * @throws NumberFormatException where it is none
     */
    public static double number(String word) {
        return Double.parseDouble(word.replace("Inf", "Infinity"));
    }

    /** One line and the place in it. */
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
