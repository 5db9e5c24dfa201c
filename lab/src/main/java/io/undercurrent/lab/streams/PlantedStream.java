package io.undercurrent.lab.streams;

import io.undercurrent.lab.synthetic.Draw;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.data.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A stream with one anomaly of each kind that its family has, in random order, and quiet events
 * before each and after the last.
 *
 * @param twin the same stream without them: all events outside the labels have the same bits
 * @param series the events with their labels
 * @param anomalies in the order of their events, one for each label
 */
public record PlantedStream(
        GeneratedStream twin, LabelledSeries series, List<PlantedAnomaly> anomalies) {
    /** Events of every stream. */
    public static final int EVENTS = 4000;

    /** Events before the first anomaly may start. */
    public static final int QUIET_START = 1500;

    /** Least events from an anomaly's end to the next one's start. */
    public static final int QUIET = 150;

    /** Of the set that {@code evaluate anomalies} judges unless another seed is named. */
    public static final long DEFAULT_SEED = 1;

    private static final int STREAMS_A_FAMILY = 5;

    /** The whole set of a seed: five streams of each family. */
    public static List<PlantedStream> all(long seed) {
        List<PlantedStream> all = new ArrayList<>();
        for (StreamFamily family : StreamFamily.PLANTED) {
            for (int index = 0; index < STREAMS_A_FAMILY; index++) {
                all.add(of(family, seed, index));
            }
        }
        return all;
    }

    /** One stream of the set, by itself. */
    static PlantedStream of(StreamFamily family, long seed, long index) {
        GeneratedStream twin = GeneratedStream.of(family, seed, index, EVENTS);
        double[] usual = twin.values();
        double[] planted = twin.raw().clone();
        List<AnomalyKind> kinds = shuffled(family, twin.draw());
        int[] starts = new int[kinds.size()];
        int slot = (EVENTS - QUIET_START) / kinds.size();
        for (int k = 0; k < starts.length; k++) {
            int length = kinds.get(k).length(twin);
            starts[k] = QUIET_START + k * slot + twin.draw().integer(0, slot - length - QUIET);
            double[] values = kinds.get(k).values(twin, starts[k], length);
            System.arraycopy(values, 0, planted, starts[k], length);
        }
        double[] values = twin.read(planted);
        List<PlantedAnomaly> anomalies = new ArrayList<>();
        for (int k = 0; k < starts.length; k++) {
            int end = starts[k] + kinds.get(k).length(twin);
            anomalies.add(changed(twin.name(), kinds.get(k), starts[k], end, usual, values));
        }
        return new PlantedStream(twin, labelled(twin, values, anomalies), anomalies);
    }

    /**
     * Events from an anomaly's first one on in which an alarm finds it in time: one season, at
     * least {@value AnomalyKind#NOTICED_WITHIN}.
     */
    public int window() {
        return AnomalyKind.window(twin);
    }

    private static List<AnomalyKind> shuffled(StreamFamily family, Draw draw) {
        List<AnomalyKind> kinds = new ArrayList<>(family.kinds());
        for (int k = kinds.size() - 1; k > 0; k--) {
            Collections.swap(kinds, k, draw.integer(0, k));
        }
        return kinds;
    }

    /** The events that are really others: a count may be the same by chance. */
    private static PlantedAnomaly changed(
            String name, AnomalyKind kind, int start, int end, double[] usual, double[] values) {
        int first = start;
        while (first < end && values[first] == usual[first]) {
            first++;
        }
        if (first == end) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "stream %s: the %s at event %d changes no value",
                            name,
                            kind.words(),
                            start));
        }
        int last = end - 1;
        while (values[last] == usual[last]) {
            last--;
        }
        return new PlantedAnomaly(kind, first, last);
    }

    private static LabelledSeries labelled(
            GeneratedStream twin, double[] values, List<PlantedAnomaly> anomalies) {
        List<int[]> ranges =
                anomalies.stream().map(one -> new int[] {one.first(), one.last()}).toList();
        return new LabelledSeries(
                twin.name(),
                new double[][] {values},
                1,
                twin.timesMicros(),
                Labels.ofRanges(values.length, ranges),
                ScorerOptions.defaults(1).warmup(),
                ScorerOptions.defaults(1).warmup());
    }
}
