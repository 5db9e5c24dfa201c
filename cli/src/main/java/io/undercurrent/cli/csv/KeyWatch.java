package io.undercurrent.cli.csv;

import io.undercurrent.schemas.Micros;
import io.undercurrent.spec.decode.csv.CsvRow;
import io.undercurrent.spec.decode.csv.CsvRows;
import io.undercurrent.training.history.RepeatedTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Detects rows whose times do not increase: several series without a key column, or a time column
 * that does not change. Each finding is reported once.
 *
 * <p>The rule for mixed series is {@link RepeatedTimes}, by which {@code train} refuses a file. A
 * column may be the key if it holds few different texts or whole numbers, and if the times of the
 * rows of each of them increase. A file of one series is watched to its end, a file with a key
 * column only for its first {@value #KEYED_ROWS} rows, so that the memory in use is bounded.
 */
final class KeyWatch {
    private static final int MAX_VALUES = 1000;
    private static final int KEYED_ROWS = 1000;
    private static final int LEAST_ROWS = 10;

    /** The check runs after this many rows, after ten times as many and so on, and at the end. */
    private static final int FIRST_LOOK = 100;

    /** A column that may tell the series apart. */
    private static final class Candidate {
        final int column;
        final String name;
        final Map<String, Long> newest = new HashMap<>();
        long repeated;
        boolean fits = true;

        Candidate(int column, String name) {
            this.column = column;
            this.name = name;
        }

        void row(String cell, long time) {
            fits =
                    fits
                            && (newest.containsKey(cell)
                                    || (newest.size() < MAX_VALUES && isLabel(cell)));
            if (!fits) {
                newest.clear();
                return;
            }
            Long before = newest.putIfAbsent(cell, time);
            if (before != null) {
                repeated += time <= before ? 1 : 0;
                newest.put(cell, Math.max(time, before));
            }
        }

        int values() {
            return newest.size();
        }

        /** Whether a cell is a text or a whole number; a measurement has decimals. */
        private static boolean isLabel(String cell) {
            try {
                double number = Double.parseDouble(cell.strip().replace(',', '.'));
                return number == Math.rint(number);
            } catch (NumberFormatException e) {
                return true;
            }
        }
    }

    private final CsvRows file;
    private final boolean keyed;
    private final List<Candidate> candidates = new ArrayList<>();

    /** By key, or for the one series: the newest time and the last row's time. */
    private final Map<String, long[]> times = new HashMap<>();

    private long rows;
    private long later;
    private long repeated;
    private long still;
    private long stillTime;
    private long nextLook = FIRST_LOOK;
    private boolean saidKey;
    private boolean saidStill;

    KeyWatch(CsvRows file, boolean keyed) {
        this.file = file;
        this.keyed = keyed;
        List<String> columns = file.columns();
        for (int i = 0; i < columns.size() && !keyed; i++) {
            String name = columns.get(i);
            boolean other =
                    !name.equals(file.timeColumn()) && !file.covariateColumns().contains(name);
            if (other && !name.isEmpty()) {
                candidates.add(new Candidate(i, name));
            }
        }
    }

    void row(CsvRow row, Consumer<String> say) {
        if (row.isBroken() || (keyed && rows >= KEYED_ROWS)) {
            return;
        }
        rows++;
        long time = row.event().timeMicros();
        long[] before = times.putIfAbsent(row.event().key(), new long[] {time, time});
        if (before != null) {
            later++;
            repeated += time <= before[0] ? 1 : 0;
            if (time == before[1]) {
                still++;
                stillTime = time;
            }
            before[0] = Math.max(before[0], time);
            before[1] = time;
        }
        for (Candidate candidate : candidates) {
            candidate.row(file.cell(candidate.column), time);
        }
        if (rows == nextLook) {
            nextLook *= 10;
            look(say);
        }
    }

    void end(Consumer<String> say) {
        look(say);
    }

    /** The column that may hold the key, as words of a message; null if there is none. */
    String candidate() {
        return candidates.stream()
                .filter(c -> c.fits && c.values() > 1 && c.values() * 2L <= rows)
                .filter(c -> !RepeatedTimes.mixKeys(c.repeated, rows))
                .min(
                        Comparator.<Candidate>comparingLong(c -> c.repeated)
                                .thenComparingInt(Candidate::values))
                .map(c -> "such as " + c.name + " (" + c.values() + " different values)")
                .orElse(null);
    }

    private void look(Consumer<String> say) {
        if (later < LEAST_ROWS || saidKey || !RepeatedTimes.mixKeys(repeated, rows)) {
            return;
        }
        String candidate = candidate();
        boolean isStill = still * 10 >= later * 9;
        if (candidate != null) {
            saidKey = true;
            say.accept(
                    String.format(
                            Locale.ROOT,
                            "%d of %d rows are not newer than an earlier one, as where several series are mixed: does a column hold the key, %s? Name it by --key",
                            repeated,
                            rows,
                            candidate));
        } else if (isStill && !saidStill) {
            saidStill = true;
            say.accept(
                    String.format(
                            Locale.ROOT,
                            "the time hardly moves: %d of %d rows have the time of the row before them%s, such as %s. Is %s the right column (--time)%s?",
                            still,
                            later,
                            keyed ? " of their key" : "",
                            Micros.instant(stillTime),
                            file.timeColumn(),
                            keyed ? "" : ", or does a column hold the key (--key)"));
        } else if (!isStill && !saidStill) {
            saidStill = true;
            say.accept(
                    String.format(
                            Locale.ROOT,
                            "%d of %d rows are not newer than an earlier one%s: are several series mixed%s, or is the file not in order of time?",
                            repeated,
                            rows,
                            keyed ? " of their key" : "",
                            keyed ? "" : " (--key names the column that tells them apart)"));
        }
    }
}
