package io.undercurrent.benchmarks.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Write-through RocksDB beside the write-back cache. */
@Command(
        name = "cache",
        description = {
            "Events a second of slabs on RocksDB, without the model: write-through and write-back "
                    + "in rounds that alternate, medians and ratios. Both must end with the same "
                    + "state, byte by byte.",
            "Then how the limit of dirty slabs decides between throughput and the pause that a "
                    + "checkpoint makes. Keys are uniformly random, the worst case of a cache."
        },
        mixinStandardHelpOptions = true)
public final class CacheCommand implements Callable<Integer> {
    /** More than any machine does in the time. */
    private static final int CURVE_EVENTS = 100_000_000;

    @Option(names = "--rounds", description = "Default ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(names = "--keys", description = "That fit the cache; default ${DEFAULT-VALUE}.")
    private int keys = 1000;

    @Option(names = "--events", description = "Of a comparison; default ${DEFAULT-VALUE}.")
    private int events = 40_000;

    @Option(names = "--seconds", description = "Of a curve's point; default ${DEFAULT-VALUE}.")
    private double seconds = 8;

    @Option(names = "--only-curve", description = "Only the curve.")
    private boolean onlyCurve;

    @Option(names = "--dirty", split = ",", description = "Of the curve; default ${DEFAULT-VALUE}.")
    private List<Integer> dirty = List.of(64, 128, 256, 512, 1024, 2048);

    @Option(names = "--checkpoint-millis", description = "Default ${DEFAULT-VALUE}.")
    private long checkpointMillis = 1000;

    private boolean equal = true;
    private Path folder;

    @Override
    public Integer call() throws Exception {
        folder = Files.createTempDirectory("undercurrent-benchmark");
        try {
            run(new Load(8 << 10, keys, events / 3, 0, keys, keys, 0)); // warms the JVM up
            if (!onlyCurve) {
                compare();
            }
            curve();
        } finally {
            delete();
        }
        return equal ? 0 : 1;
    }

    private void compare() throws Exception {
        System.out.printf(
                Locale.ROOT, "events/s, write-back / write-through, median of %d%n", rounds);
        for (int bytes : new int[] {8 << 10, 32 << 10}) {
            compare("all fit and may be dirty", bytes, keys, keys, keys);
            compare("all fit, half may be dirty", bytes, keys, keys, keys / 2);
            compare("a quarter fits", bytes, 4 * keys, keys, keys / 2);
        }
        System.out.println(equal ? "final states equal" : "FINAL STATES DIFFER");
    }

    private void compare(String what, int bytes, int all, int capacity, int maxDirty)
            throws Exception {
        Load load = new Load(bytes, all, events, 0, capacity, maxDirty, checkpointMillis);
        double[] through = new double[rounds];
        double[] back = new double[rounds];
        double written = 0;
        for (int round = 0; round < rounds; round++) {
            Outcome one = run(load.writeThrough());
            Outcome other = run(load);
            through[round] = one.eventsPerSecond;
            back[round] = other.eventsPerSecond;
            written = (double) other.bytesWritten / one.bytesWritten;
            equal &= one.digest == other.digest;
        }
        System.out.printf(
                Locale.ROOT,
                "%2d KB, %5d keys, %-27s %,9.0f / %,7.0f = %5.2f; bytes written %.2f%n",
                bytes >> 10,
                all,
                what,
                Outcome.median(back),
                Outcome.median(through),
                Outcome.median(back) / Outcome.median(through),
                written);
    }

    private void curve() throws Exception {
        int most = dirty.stream().mapToInt(Integer::intValue).max().orElse(1);
        System.out.printf(
                Locale.ROOT,
                "%n32 KB, %d keys, all fit, a checkpoint each %d ms%n",
                most,
                checkpointMillis);
        System.out.println("dirty    MiB  x write-through  longest pause  median  flush");
        double through = point(most, 0, 0);
        for (int each : dirty) {
            point(most, each, through);
        }
    }

    /**
     * One row of the curve; no dirty slabs are write-through, whose pause is RocksDB's own part.
     */
    private double point(int most, int maxDirty, double through) throws Exception {
        int capacity = maxDirty == 0 ? 0 : most;
        Load load =
                new Load(
                        32 << 10,
                        most,
                        CURVE_EVENTS,
                        seconds,
                        capacity,
                        maxDirty,
                        checkpointMillis);
        Outcome found = run(load);
        System.out.printf(
                Locale.ROOT,
                "%5d %6.0f %16.2f %11.0f ms %5.0f ms %3.0f ms  (%d checkpoints)%n",
                maxDirty,
                maxDirty / 32.0,
                through == 0 ? 1 : found.eventsPerSecond / through,
                found.longestPause(),
                found.medianPause(),
                found.longestFlush(),
                found.checkpoints());
        return found.eventsPerSecond;
    }

    private Outcome run(Load load) throws Exception {
        return StoreJob.run(load, folder);
    }

    private void delete() throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
