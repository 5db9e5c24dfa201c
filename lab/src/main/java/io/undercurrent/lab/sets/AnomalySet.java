package io.undercurrent.lab.sets;

import io.undercurrent.lab.streams.PlantedStream;
import io.undercurrent.training.data.Choice;
import io.undercurrent.training.data.LabelledSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The sets of labelled series that detectors are measured on: public ones and a generated one. */
public enum AnomalySet {
    /** The Numenta Anomaly Benchmark: one channel, labelled windows. */
    NAB("nab"),
    /** Series of TSB-AD-U: one channel, labelled events. */
    TSBAD("tsbad"),
    /** The Skoltech Anomaly Benchmark's water circulation: 8 channels at 1 Hz. */
    SKAB("skab"),
    /** Telemetry of the Mars Science Laboratory: one channel, labelled ranges. */
    MSL("msl"),
    /** The same streams, of which the train part counts as well. */
    MSL_WHOLE("msl-whole"),
    /** Generated streams with anomalies of seven kinds: one channel, labelled events. */
    PLANTED("planted");

    /** How a set is read. */
    interface Reader {
        List<LabelledSeries> read(Path folder) throws IOException;
    }

    private final String id;

    AnomalySet(String id) {
        this.id = id;
    }

    /** How tables and options call it. */
    public String id() {
        return id;
    }

    /**
     * Reads its series.
     *
     * @param folder where the public sets' folders are; nothing is read for the generated one
     * @throws IllegalArgumentException if a file is missing or broken; it says which
     * @throws IOException if a file cannot be read
     */
    public List<LabelledSeries> load(Path folder) throws IOException {
        return switch (this) {
            case NAB -> new NabReader().read(folder);
            case TSBAD -> new TsbAdReader().read(folder);
            case SKAB -> new SkabReader().read(folder);
            case MSL -> new MslReader(false).read(folder);
            case MSL_WHOLE -> new MslReader(true).read(folder);
            case PLANTED ->
                    PlantedStream.all(PlantedStream.DEFAULT_SEED).stream()
                            .map(PlantedStream::series)
                            .toList();
        };
    }

    /** The set of a name, in upper or lower case; an error that lists all if there is none. */
    public static AnomalySet of(String id) {
        return Choice.of("set", id, List.of(values()), AnomalySet::id);
    }

    /** The files under a folder that end in a text, relative to it, in the order of their names. */
    static List<String> files(Path folder, String end) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    folder + " is missing; name the folder that holds it, or leave its set out");
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<String> names =
                    all.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString())
                            .filter(name -> name.endsWith(end))
                            .sorted()
                            .toList();
            if (names.isEmpty()) {
                throw new IllegalArgumentException(folder + " has no file " + "*" + end);
            }
            return names;
        }
    }

    /** Times of rows that have none: a minute apart, as telemetry often is. */
    static long[] minutes(int rows) {
        long[] times = new long[rows];
        Arrays.setAll(times, i -> i * Times.MINUTE);
        return times;
    }
}
