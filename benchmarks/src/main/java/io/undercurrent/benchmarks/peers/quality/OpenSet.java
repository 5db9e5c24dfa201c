package io.undercurrent.benchmarks.peers.quality;

import io.undercurrent.lab.sets.AnomalySet;
import io.undercurrent.training.evaluate.anomaly.Measure;
import java.util.stream.Stream;

/** An open set, and the measure of it that stands beside speed; more is better. */
public enum OpenSet {
    SKAB(AnomalySet.SKAB, "skab", Measure.POINT_F1, "SKAB F1"),
    MSL(AnomalySet.MSL, "smap_msl", Measure.EVENT_F1, "MSL event F1"),
    TSBAD(AnomalySet.TSBAD, "tsbad_matched", Measure.VUS_PR, "TSB-AD VUS-PR");

    final AnomalySet set;
    final String folder;
    final Measure measure;
    private final String words;

    OpenSet(AnomalySet set, String folder, Measure measure, String words) {
        this.set = set;
        this.folder = folder;
        this.measure = measure;
        this.words = words;
    }

    /** By its name in options. */
    public static OpenSet of(String id) {
        return Stream.of(values())
                .filter(each -> each.set.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--sets = "
                                                + id
                                                + ": allowed are skab, msl, tsbad or none"));
    }

    /** The column's name. */
    public String words() {
        return words;
    }
}
