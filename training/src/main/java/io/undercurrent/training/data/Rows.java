package io.undercurrent.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Rows of one series as a file holds them, in any order; {@link #series} sorts them and keeps the
 * first of equal times, since files of local times repeat an hour when clocks go back.
 */
public final class Rows {
    private record Row(long time, double value) {}

    private final List<Row> rows = new ArrayList<>();

    /**
     * Adds a row.
     *
     * @param timeMicros its time
     * @param value its value, NaN where missing
     */
    public void add(long timeMicros, double value) {
        rows.add(new Row(timeMicros, value));
    }

    /**
     * Reads a number cell.
     *
     * @param cell the text; empty, NA and NaN are missing values
     * @param place what to name in an error
     * @return the number, NaN where missing
     * @throws IllegalArgumentException where it is no number
     */
    static double number(String cell, String place) {
        if (cell.isBlank() || cell.equals("NA") || cell.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: '%s' is no number; allowed are numbers and empty cells",
                            place,
                            cell),
                    e);
        }
    }

    /**
     * The rows in order of time.
     *
     * @param name the series' name
     * @param seasons its seasons in events
     * @return the series
     */
    public Series series(String name, int... seasons) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingLong(Row::time)); // stable: the first of equal times stays
        double[] values = new double[sorted.size()];
        long[] times = new long[sorted.size()];
        int n = 0;
        for (Row row : sorted) {
            if (n == 0 || row.time() > times[n - 1]) {
                times[n] = row.time();
                values[n++] = row.value();
            }
        }
        return new Series(name, Arrays.copyOf(values, n), Arrays.copyOf(times, n), seasons);
    }
}
