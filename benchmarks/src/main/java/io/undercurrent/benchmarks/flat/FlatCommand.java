package io.undercurrent.benchmarks.flat;

import io.undercurrent.benchmarks.local.Checks;
import io.undercurrent.benchmarks.local.Folders;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The cost of an event at growing histories and growing numbers of keys. */
@Command(
        name = "flat",
        description = {
            "CPU of a key's next events, forecasts among them, after histories of growing length, by "
                    + "turns; the scores must be those of one pass to the bit.",
            "Then CPU of the whole process an event, scored behind the write-back cache on RocksDB, "
                    + "for growing numbers of keys drawn by Zipf's law: with caches sized for equal "
                    + "hit rates, and with one cache for all; sampled slabs must be what their events "
                    + "alone make of them."
        },
        mixinStandardHelpOptions = true)
public final class FlatCommand implements Callable<Integer> {
    private static final int MEBIBYTE = 1 << 20;

    /** Of disk for each byte of slabs, while RocksDB compacts them. */
    private static final double SPACE = 1.5;

    private static final long DISK_RESERVE = 2L << 30;

    @Option(names = "--models", split = ",", description = "Histories'; default ${DEFAULT-VALUE}.")
    private List<String> models = List.of("bundled:tiny", "bundled:universal");

    @Option(names = "--histories", split = ",", description = "Default ${DEFAULT-VALUE}.")
    private List<Integer> histories = List.of(1_000, 10_000, 100_000, 1_000_000);

    @Option(names = "--window", description = "Events timed; default ${DEFAULT-VALUE}.")
    private int window = 4_000;

    @Option(names = "--history-rounds", description = "Default ${DEFAULT-VALUE}.")
    private int historyRounds = 15;

    @Option(names = "--keys", split = ",", description = "Default ${DEFAULT-VALUE}.")
    private List<Integer> keys = List.of(1_000, 10_000, 100_000, 1_000_000);

    @Option(names = "--exponent", description = "Of Zipf's law; default ${DEFAULT-VALUE}.")
    private double exponent = 1.1;

    @Option(names = "--hit-rates", split = ",", description = "Default ${DEFAULT-VALUE}.")
    private List<Double> hitRates = List.of(0.5, 0.7);

    @Option(names = "--cache-mib", description = "Of the one cache; default ${DEFAULT-VALUE}.")
    private int cacheMebibytes = 64;

    @Option(names = "--events", description = "Of a turn; default ${DEFAULT-VALUE}.")
    private int events = 20_000;

    @Option(names = "--rounds", description = "After one to warm up; default ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--variants",
            split = ",",
            description =
                    "RocksDB's settings, by turns: job, or the job's with one change: snappy, block-16k, block-64k, bloom, partitioned, universal, blobs. Default ${DEFAULT-VALUE}.")
    private List<String> variants = List.of("job");

    @Option(
            names = "--uniform",
            paramLabel = "SHARE",
            description =
                    "Keys uniformly random, all with a slab, behind a cache for this share of them, so that the hit rate is the same for every number of keys.")
    private Double uniform;

    @Option(names = "--key-model", description = "Of the keys' slabs; default ${DEFAULT-VALUE}.")
    private String keyModel = "bundled:tiny";

    @Option(
            names = "--all-keys",
            description = "Give every key a slab and not those alone that have events.")
    private boolean allKeys;

    @Option(names = "--only-keys", description = "No histories.")
    private boolean onlyKeys;

    @Option(names = "--folder", description = "For RocksDB; default: the system's temporary one.")
    private Path folder;

    @Option(names = "--svg", description = "Where the picture goes; default: ${DEFAULT-VALUE}.")
    private Path svg = Path.of("benchmarks", "target", "flat.svg");

    @Option(names = "--quick", description = "Few keys and short histories, to see it run.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        if (quick) {
            models = List.of("bundled:tiny");
            histories = List.of(1_000, 5_000);
            window = 500;
            historyRounds = 3;
            keys = List.of(200, 1_000);
            hitRates = List.of(0.5, 0.8);
            cacheMebibytes = 4;
            events = 1_000;
            rounds = 1;
        }
        if (uniform != null) {
            exponent = 0;
            hitRates = List.of(uniform);
            cacheMebibytes = 0;
            allKeys = true;
        }
        for (double hitRate : hitRates) {
            Checks.option(
                    hitRate > 0 && hitRate < 1, "--hit-rates", hitRate, "above 0 to less than 1");
        }
        for (int number : keys) {
            Checks.option(
                    number >= 10 && number <= 10_000_000 && number % Population.STRIDE != 0,
                    "--keys",
                    number,
                    "10 to 10 million, no multiples of " + Population.STRIDE);
        }
        Checks.option(rounds >= 1, "--rounds", rounds, "1 and more");
        if (!onlyKeys) {
            for (String model : models) {
                history(model);
            }
        }
        keys();
        return 0;
    }

    private void history(String model) throws Exception {
        System.err.printf(Locale.ROOT, "%s: one pass over the longest history ...%n", model);
        HistoryCost cost =
                new HistoryCost(ModelFiles.load(model), histories, window, historyRounds);
        cost.pass();
        for (int round = 0; round < historyRounds; round++) {
            cost.round(round);
        }
        FlatTable.history(model, cost, histories, historyRounds);
    }

    private void keys() throws Exception {
        List<RocksVariant> compared = RocksVariant.of(variants);
        try (Folders folders = Folders.temporary(folder)) {
            KeyLoad load =
                    new KeyLoad(
                            keyModel,
                            fitting(folders.root(), compared.size()),
                            exponent,
                            hitRates,
                            (long) cacheMebibytes * MEBIBYTE,
                            events,
                            rounds,
                            compared,
                            allKeys);
            List<Cell> cells = KeyJob.run(load, folders.root());
            Line line = Line.through(cells);
            FlatTable.keys(load, cells, line);
            if (load.hasLine()) {
                Files.createDirectories(svg.toAbsolutePath().getParent());
                Files.writeString(svg, FlatPicture.of(load, cells, line));
                System.out.println("picture: " + svg);
            }
        }
    }

    /** The numbers of keys whose slabs fit the disk, each once for each of RocksDB's settings. */
    private List<Integer> fitting(Path root, int settings) throws Exception {
        if (!allKeys) {
            return keys;
        }
        Scorer scorer = new Scorer(ModelFiles.load(keyModel), ScorerOptions.defaults(1), 1);
        double free = Files.getFileStore(root).getUsableSpace() - DISK_RESERVE;
        List<Integer> fitting = new ArrayList<>();
        for (int number : keys) {
            double bytes = SPACE * settings * number * (double) scorer.layout().bytes();
            if (bytes <= free) {
                free -= bytes;
                fitting.add(number);
            } else {
                System.out.printf(
                        Locale.ROOT,
                        "%,d keys: not run, do not fit: %.1f GiB of disk, %.1f GiB are free besides%n",
                        number,
                        bytes / (1 << 30),
                        free / (1 << 30));
            }
        }
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    "--keys = " + keys + ": allowed are numbers whose slabs fit the disk");
        }
        return fitting;
    }
}
