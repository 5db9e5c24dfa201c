package io.undercurrent.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * All fields of a key's events, for models that read them together; a series is one of the fields.
 *
 * @param columns values of the channels, then of the covariates, NaN where missing, [fields][n]
 * @param channels number of fields that are forecast, at least 1
 * @param own index of the series' field
 */
// Arrays on purpose: series share them, and nothing compares them.
@SuppressWarnings("ArrayRecordComponent")
public record Fields(double[][] columns, int channels, int own) {
    /** Checks that the columns are equally long and that the own one is a channel. */
    public Fields {
        boolean equal = Arrays.stream(columns).allMatch(c -> c.length == columns[0].length);
        if (!equal || own < 0 || own >= channels || channels > columns.length) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "field %d of %d channels among %d columns: allowed are equally long columns, channels first, and one of these",
                            own,
                            channels,
                            columns.length));
        }
    }

    /**
     * Joins series of the same events, so that each knows the others.
     *
     * @param channels series that are forecast
     * @param covariates series that are only read
     * @return the channels
     */
    public static List<Series> together(List<Series> channels, List<Series> covariates) {
        double[][] columns =
                Stream.concat(channels.stream(), covariates.stream())
                        .map(Series::values)
                        .toArray(double[][]::new);
        List<Series> result = new ArrayList<>();
        for (Series one : channels) {
            Fields fields = new Fields(columns, channels.size(), result.size());
            result.add(
                    new Series(one.name(), one.values(), one.timesMicros(), one.seasons(), fields));
        }
        return result;
    }

    /** Number of channels and covariates. */
    public int size() {
        return columns.length;
    }

    /** Number of fields that are read but not forecast. */
    public int covariates() {
        return columns.length - channels;
    }

    /** Writes an event's values into {@code row}, [fields]. */
    public void row(int t, double[] row) {
        for (int f = 0; f < columns.length; f++) {
            row[f] = columns[f][t];
        }
    }

    /** Copies the fields with other values of the own one. */
    public Fields withOwn(double[] values) {
        double[][] changed = columns.clone();
        changed[own] = values;
        return new Fields(changed, channels, own);
    }

    /** Copies events {@code [from, to)}, padded with missing ones up to a length. */
    public Fields window(int from, int to, int length) {
        double[][] cut = new double[columns.length][];
        for (int f = 0; f < columns.length; f++) {
            int n = Math.min(length, to - from);
            cut[f] = Arrays.copyOf(Arrays.copyOfRange(columns[f], from, from + n), length);
            Arrays.fill(cut[f], n, length, Double.NaN);
        }
        return new Fields(cut, channels, own);
    }
}
