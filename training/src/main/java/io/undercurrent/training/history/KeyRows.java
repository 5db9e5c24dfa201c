package io.undercurrent.training.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** One key's rows in any order; {@link #sort} sorts them by time. */
final class KeyRows {
    private static final int FIRST_CAPACITY = 64;

    final String key;
    final List<String> columns;
    private long[] times = new long[FIRST_CAPACITY];
    private final List<double[]> values = new ArrayList<>();
    private boolean rising = true;
    private long repeated;
    private long firstRepeated;

    KeyRows(String key, List<String> columns) {
        this.key = key;
        this.columns = columns;
    }

    void add(long timeMicros, double[] row) {
        int n = values.size();
        if (n == times.length) {
            times = Arrays.copyOf(times, 2 * n);
        }
        rising &= n == 0 || timeMicros > times[n - 1];
        times[n] = timeMicros;
        values.add(row);
    }

    int size() {
        return values.size();
    }

    /** Sorts by time and keeps the first row of equal times; returns how many rows were dropped. */
    long sort() {
        if (rising) {
            return 0;
        }
        long[] unsorted = times;
        List<double[]> rows = new ArrayList<>(values);
        int[] order =
                IntStream.range(0, rows.size())
                        .boxed()
                        .sorted(Comparator.comparingLong(i -> unsorted[i])) // stable
                        .mapToInt(Integer::intValue)
                        .toArray();
        times = new long[rows.size()];
        values.clear();
        for (int i : order) {
            int n = values.size();
            if (n > 0 && times[n - 1] == unsorted[i]) {
                firstRepeated = repeated == 0 ? unsorted[i] : firstRepeated;
                repeated++;
            } else {
                times[n] = unsorted[i];
                values.add(rows.get(i));
            }
        }
        rising = true;
        return repeated;
    }

    /** The first time that occurred in several rows, in microseconds. */
    long firstRepeated() {
        return firstRepeated;
    }

    long[] times() {
        return Arrays.copyOf(times, values.size());
    }

    double[] column(int c) {
        return values.stream().mapToDouble(row -> row[c]).toArray();
    }
}
