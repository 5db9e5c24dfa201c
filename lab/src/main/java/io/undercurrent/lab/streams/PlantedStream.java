package io.undercurrent.lab.streams;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.data.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A stream with one anomaly at a random place, and quiet events before and after it. One only,
 * because a detector that keeps a stated rate of alarms cannot find anomalies that are more
 * frequent.
 *
 * @param twin the same stream without them: all events outside the labels have the same bits
 * @param series the events with their labels
 * @param anomaly what was planted
 */
public record PlantedStream(GeneratedStream twin, LabelledSeries series, PlantedAnomaly anomaly) {
    /** Events of every stream. */
    public static final int EVENTS = 4000;

    /** Events before the first anomaly may start. */
    public static final int QUIET_START = 1500;

    /** Least events from the anomaly's end to the stream's. */
    public static final int QUIET = 150;

    /** Of the set that {@code evaluate anomalies} judges unless another seed is named. */
    public static final long DEFAULT_SEED = 1;

    private static final int STREAMS_A_KIND = 4;

    /** The whole set of a seed: for each family four streams of each of its kinds. */
    public static List<PlantedStream> all(long seed) {
        List<PlantedStream> all = new ArrayList<>();
        for (StreamFamily family : StreamFamily.PLANTED) {
            for (int index = 0; index < STREAMS_A_KIND * family.kinds().size(); index++) {
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
        List<AnomalyKind> kinds = List.copyOf(family.kinds());
        AnomalyKind kind = kinds.get((int) (index % kinds.size()));
        int length = kind.length(twin);
        int start = QUIET_START + twin.draw().integer(0, EVENTS - QUIET_START - length - QUIET);
        System.arraycopy(kind.values(twin, start, length), 0, planted, start, length);
        double[] values = twin.read(planted);
        PlantedAnomaly anomaly = changed(twin.name(), kind, start, start + length, usual, values);
        return new PlantedStream(twin, labelled(twin, values, anomaly), anomaly);
    }

    /**
     * Events from an anomaly's first one on in which an alarm finds it in time: one season, at
     * least {@value AnomalyKind#NOTICED_WITHIN}.
     */
    public int window() {
        return AnomalyKind.window(twin);
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
            GeneratedStream twin, double[] values, PlantedAnomaly anomaly) {
        List<int[]> range = List.of(new int[] {anomaly.first(), anomaly.last()});
        return new LabelledSeries(
                twin.name(),
                new double[][] {values},
                1,
                twin.timesMicros(),
                Labels.ofRanges(values.length, range),
                ScorerOptions.defaults(1).warmup(),
                ScorerOptions.defaults(1).warmup());
    }
}
