package io.undercurrent.cli.evaluate;

import io.undercurrent.cli.csv.CsvOptions;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.spec.decode.csv.CsvLayout;
import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.data.Labels;
import io.undercurrent.training.data.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a user's events and labels as labelled series, one for each key. */
final class LabelledCsv {
    private static final String ONE = "series";

    /** No key raises an alarm before. */
    private static final int WARMUP = ScorerOptions.defaults(1).warmup();

    private final CsvOptions options;
    private final int judgedFrom;
    private final PrintWriter err;

    /**
     * A reader of files.
     *
     * @param judgedFrom number of each key's first events that do not count
     */
    LabelledCsv(CsvOptions options, int judgedFrom, PrintWriter err) {
        this.options = options;
        this.judgedFrom = judgedFrom;
        this.err = err;
    }

    List<LabelledSeries> read(Path events, Path labels, String named) throws IOException {
        CsvLayout layout = options.layout(ONE);
        LabelFile file = LabelFile.open(labels, layout);
        String column = file.labelColumn(named);
        Map<String, List<LabelFile.Mark>> marks = file.marks(column);
        Map<String, List<Series>> keys =
                new UserCsv(options, new int[] {1}, err, column).readKeys(events);
        for (Map.Entry<String, List<LabelFile.Mark>> entry : marks.entrySet()) {
            if (!keys.containsKey(entry.getKey())) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "%s, line %d: key '%s' has no event in %s",
                                labels,
                                entry.getValue().get(0).line(),
                                entry.getKey(),
                                events));
            }
        }
        List<LabelledSeries> result = new ArrayList<>();
        for (Map.Entry<String, List<Series>> entry : keys.entrySet()) {
            String key = entry.getKey();
            long[] times = entry.getValue().get(0).timesMicros();
            if (times.length <= judgedFrom) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "%s: key '%s' has %d events, of which the first %d do not count; allowed is a smaller --from, or more events",
                                events,
                                key,
                                times.length,
                                judgedFrom));
            }
            Labels anomalies = labels(times, marks.getOrDefault(key, List.of()), labels, key);
            Fields fields = entry.getValue().get(0).fields();
            String name = options.isKeyed() ? key : String.valueOf(events.getFileName());
            result.add(
                    new LabelledSeries(
                            name,
                            fields.columns(),
                            fields.channels(),
                            times,
                            anomalies,
                            judgedFrom,
                            Math.max(judgedFrom, WARMUP)));
        }
        return result;
    }

    private static Labels labels(long[] times, List<LabelFile.Mark> marks, Path file, String key) {
        boolean[] anomalous = new boolean[times.length];
        for (LabelFile.Mark mark : marks) {
            int found = Arrays.binarySearch(times, mark.startMicros());
            int first = found < 0 ? -found - 1 : found;
            if (first == times.length || times[first] > mark.endMicros()) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "%s, line %d: no event of key '%s' is at that time; allowed are times of events, or ranges that hold some",
                                file,
                                mark.line(),
                                key));
            }
            for (int i = first; i < times.length && times[i] <= mark.endMicros(); i++) {
                anomalous[i] = true;
            }
        }
        return Labels.ofPoints(anomalous);
    }
}
