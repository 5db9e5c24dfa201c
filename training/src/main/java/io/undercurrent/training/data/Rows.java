package io.undercurrent.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Rows of one series as a file holds them, in any order. {@link #series} sorts them and keeps the
 * first of equal times, because files of local times repeat an hour when clocks go back.
 */
public final class Rows {
    private record Row(long time, double value) {}

    private final List<Row> rows = new ArrayList<>();

    /**
     * Adds a row.
     *
     * @param timeMicros its time
     * @param value its value, NaN if missing
     */
    public void add(long timeMicros, double value) {
        rows.add(new Row(timeMicros, value));
    }

    /**
     * Makes a series of the rows in order of time.
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
