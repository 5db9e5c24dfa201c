package io.undercurrent.benchmarks.peers;

import io.undercurrent.benchmarks.peers.method.Contestant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How contestants grow with history and with keys. */
final class GrowthOptions {
    private static final double GIBIBYTE = 1 << 30;

    @Option(
            names = "--keys-of",
            split = ",",
            description =
                    "Which contestants are run with several numbers of keys; default universal, tiny, rcf and seasonal-z, each on the heap and on RocksDB.")
    private List<String> keysOf;

    @Option(
            names = "--key-counts",
            split = ",",
            description = "None: 0. What does not fit is said; default ${DEFAULT-VALUE}.")
    private List<Integer> keyCounts = List.of(1_000, 10_000, 100_000, 1_000_000);

    @Option(
            names = "--most-gib",
            description =
                    "A number of keys whose states on RocksDB are larger is not run; default ${DEFAULT-VALUE}.")
    private double mostGibibytes = 6;

    @Option(
            names = "--fill-seconds",
            description =
                    "A number of keys whose states take longer to make is not run; default ${DEFAULT-VALUE}.")
    private double fillSeconds = 120;

    @Option(
            names = "--histories",
            split = ",",
            description = "In events; default ${DEFAULT-VALUE}.")
    List<Integer> histories = List.of(1_000, 10_000, 100_000, 1_000_000);

    @Option(
            names = "--history-seconds",
            description =
                    "A contestant ends at the history that it reaches; default ${DEFAULT-VALUE}.")
    int historySeconds = 120;

    @Option(
            names = "--turn-millis",
            description = "CPU of a turn of the calls alone; default ${DEFAULT-VALUE}.")
    int turnMillis = 500;

    void quick() {
        keyCounts = List.of(100, 400);
        histories = List.of(300, 1_000);
        turnMillis = 100;
        keysOf =
                keysOf == null
                        ? List.of("universal", "universal@rocksdb", Contestant.FOREST)
                        : keysOf;
    }

    List<Integer> keyCounts() {
        return keyCounts.equals(List.of(0)) ? List.of() : keyCounts;
    }

    List<Contestant> keysOf() {
        List<Contestant> contestants = new ArrayList<>();
        if (keysOf != null) {
            keysOf.forEach(name -> contestants.add(Contestant.parse(name)));
            return contestants;
        }
        for (String method :
                List.of(Contestant.DEFAULT_MODEL, "tiny", Contestant.FOREST, Contestant.SEASONAL)) {
            contestants.add(new Contestant(method, Contestant.HEAP));
            contestants.add(new Contestant(method, Contestant.DISK));
        }
        return contestants;
    }

    /**
     * What fits.
     *
     * @param disk bytes that are free
     */
    Room room(long disk) {
        return new Room(
                Runtime.getRuntime().maxMemory(), disk, mostGibibytes * GIBIBYTE, fillSeconds);
    }
}
