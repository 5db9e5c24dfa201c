package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What {@code score} wrote, as rows of named cells; and generated files to score. */
record Scored(String header, List<String> lines, List<Map<String, String>> rows) {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Scores a text and asserts that nothing was reported but columns and the summary. */
    static Scored of(String csv, String... options) {
        Cli run = run(csv, options);
        assertThat(run.err())
                .matches(
                        "(column .* is left out: .*\\R)*\\d+ rows? read, \\d+ scored, 0 refused; .*\\R");
        assertThat(run.status()).isZero();
        return parse(run.out());
    }

    static Cli run(String csv, String... options) {
        String[] args = Arrays.copyOf(options, options.length + 1);
        System.arraycopy(options, 0, args, 1, options.length);
        args[0] = "score";
        return Cli.run(csv, args);
    }

    static Scored parse(String out) {
        List<String> all = out.lines().toList();
        String[] names = all.get(0).split(",", -1);
        List<String> lines = all.subList(1, all.size());
        return new Scored(all.get(0), lines, lines.stream().map(line -> row(names, line)).toList());
    }

    private static Map<String, String> row(String[] names, String line) {
        String[] cells = line.split(",", -1);
        assertThat(cells).as("cells of %s", line).hasSameSizeAs(names);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], cells[i]);
        }
        return row;
    }

    List<String> column(String name) {
        return rows.stream().map(row -> row.get(name)).toList();
    }

    /** The lines without their first cell, the time. */
    List<String> numbers() {
        return lines.stream().map(line -> line.substring(line.indexOf(','))).toList();
    }

    /** The time of row {@code i} of a generated file. */
    static String time(int i) {
        return START.plusSeconds(60L * i).toString();
    }

    /** The value of row {@code i} of a generated file: a noisy wave. */
    static double value(long seed, int i) {
        double noise = new SplittableRandom(31 * seed + i).nextDouble();
        return 10 * Math.sin(i / 5.0) + noise;
    }

    /** A file of n rows {@code time,value} with a header line. */
    static StringBuilder generate(long seed, int n) {
        StringBuilder csv = new StringBuilder("time,value\n");
        for (int i = 0; i < n; i++) {
            csv.append(time(i)).append(',').append(value(seed, i)).append('\n');
        }
        return csv;
    }
}
