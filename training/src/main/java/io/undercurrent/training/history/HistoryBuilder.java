package io.undercurrent.training.history;

import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Seasons;
import io.undercurrent.training.data.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects rows, in any order, and builds series from those that can be trained on. */
public final class HistoryBuilder {
    private static final double MOST_OF_THE_ROWS = 0.9;
    private static final int SHOWN = 5;

    private record Id(String key, List<String> columns) {}

    private final Map<Id, KeyRows> tables = new LinkedHashMap<>();
    private final List<String> notices = new ArrayList<>();
    private String keyHint = "";

    /**
     * Adds a row.
     *
     * @param key the row's key, not empty
     * @param columns the values' names
     * @param values one per column, finite or NaN if missing; kept, not copied
     */
    public void add(String key, List<String> columns, long timeMicros, double[] values) {
        tables.computeIfAbsent(new Id(key, columns), id -> new KeyRows(key, columns))
                .add(timeMicros, values);
    }

    /** Adds a notice about the rows for the user, in a sentence. */
    public void notice(String words) {
        notices.add(words);
    }

    /** Sets a hint about the column that may hold the key, for the error about mixed-up keys. */
    public void keyHint(String words) {
        keyHint = ", " + words;
    }

    /** Number of rows so far. */
    public long rows() {
        return tables.values().stream().mapToLong(KeyRows::size).sum();
    }

    /**
     * Sorts the rows, drops repeated times and checks each series.
     *
     * @param seasons declared lengths in events; if empty, they are guessed from the events' gaps
     * @param covariates how many of the last columns are read with the others but not forecast
     * @throws IllegalArgumentException if nothing can be trained on, with the reasons and what to
     *     change
     */
    public History build(Split split, List<Integer> seasons, int covariates) {
        if (tables.isEmpty()) {
            throw new IllegalArgumentException(
                    "the history is empty: no readable row; name another range or file");
        }
        sort();
        oneKey();
        SeriesChecks checks = new SeriesChecks(split);
        List<Series> good = new ArrayList<>();
        for (KeyRows table : tables.values()) {
            for (Series series : series(table, split, seasons, covariates)) {
                if (checks.accepts(series)) {
                    good.add(series);
                }
            }
        }
        notices.addAll(listed(checks.notices()));
        if (good.isEmpty()) {
            throw new IllegalArgumentException(
                    "the history cannot be trained on:\n  "
                            + String.join("\n  ", listed(checks.refused())));
        }
        listed(checks.refused()).forEach(reason -> notices.add("left out: " + reason));
        return new History(good, !seasons.isEmpty(), rows(), keys().size(), notices);
    }

    private void sort() {
        long rows = rows();
        long repeated = 0;
        String where = null;
        for (KeyRows table : tables.values()) {
            long of = table.sort();
            if (of > 0 && where == null) {
                where =
                        String.format(
                                Locale.ROOT,
                                "key %s, %s",
                                table.key,
                                History.instant(table.firstRepeated()));
            }
            repeated += of;
        }
        if (RepeatedTimes.mixKeys(repeated, rows)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%d of %d rows repeat a time of their key (first: %s): allowed is one row in %d; name the column that holds the key%s, or take the copies out",
                            repeated,
                            rows,
                            where,
                            RepeatedTimes.ONE_IN,
                            keyHint));
        }
        if (repeated > 0) {
            notices.add(
                    String.format(
                            Locale.ROOT,
                            "%d of %d rows repeat a time of their key (first: %s); the first row of each time is used",
                            repeated,
                            rows,
                            where));
        }
    }

    private Map<String, Long> keys() {
        return tables.values().stream()
                .collect(
                        Collectors.groupingBy(
                                table -> table.key,
                                LinkedHashMap::new,
                                Collectors.summingLong(KeyRows::size)));
    }

    private void oneKey() {
        Map<String, Long> keys = keys();
        keys.forEach(
                (key, rows) -> {
                    if (keys.size() > 1 && rows > MOST_OF_THE_ROWS * rows()) {
                        notices.add(
                                String.format(
                                        Locale.ROOT,
                                        "key %s has %d of %d rows: the model will know little of the other %d keys; give these more rows, or train on this key alone",
                                        key,
                                        rows,
                                        rows(),
                                        keys.size() - 1));
                    }
                });
    }

    private static List<Series> series(
            KeyRows table, Split split, List<Integer> seasons, int covariates) {
        long[] times = table.times();
        int[] guessed =
                seasons.isEmpty()
                        ? Seasons.ofTimes(times)
                        : seasons.stream().mapToInt(Integer::intValue).toArray();
        // The seasonal baseline needs a whole season before the test part.
        int[] fitting =
                Arrays.stream(guessed)
                        .filter(m -> m + 2 <= split.testStart(times.length))
                        .toArray();
        List<Series> fields = new ArrayList<>();
        for (int c = 0; c < table.columns.size(); c++) {
            fields.add(
                    new Series(
                            table.key + "." + table.columns.get(c),
                            table.column(c),
                            times,
                            fitting.length == 0 ? new int[] {1} : fitting));
        }
        int channels = fields.size() - covariates;
        return Fields.together(
                fields.subList(0, channels), fields.subList(channels, fields.size()));
    }

    private static List<String> listed(Collection<String> all) {
        List<String> shown = new ArrayList<>(all.stream().limit(SHOWN).toList());
        if (all.size() > SHOWN) {
            shown.add(String.format(Locale.ROOT, "and %d more of that kind", all.size() - SHOWN));
        }
        return shown;
    }
}
