package io.undercurrent.benchmarks.peers;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Checks;
import io.undercurrent.benchmarks.local.Folders;
import io.undercurrent.benchmarks.peers.job.PeersSetting;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.page.Findings;
import io.undercurrent.benchmarks.peers.page.Paste;
import io.undercurrent.benchmarks.peers.page.PeersPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The job beside its peers. */
@Command(
        name = "peers",
        description = {
            "The job with our scorer beside the same job with others in its place: events a second, "
                    + "CPU an event, latency, bytes a key, checkpoints, quality on open sets, and "
                    + "growth with history and keys. Contestants take turns in each round; medians "
                    + "are printed. The broker is a process of its own. Besides: both runtimes as "
                    + "processes, both engines of training, and what a forecast costs.",
            "Each contestant is checked first, and its committed scores must be those that it gives "
                    + "outside Flink. What fails is shown as failed."
        },
        mixinStandardHelpOptions = true)
public final class PeersCommand implements Callable<Integer> {
    private static final String NONE = "none";

    @Spec private CommandSpec command;

    @Option(
            names = "--contestants",
            split = ",",
            description =
                    "METHOD or METHOD@rocksdb; without @ its state is on the heap. Default "
                            + Contestant.DEFAULT
                            + ".")
    private List<String> names;

    @Mixin private final GrowthOptions growth = new GrowthOptions();
    @Mixin private final BesideOptions beside = new BesideOptions();

    @Option(names = "--events", description = "In the topic; default ${DEFAULT-VALUE}.")
    private int events = 1_000_000;

    @Option(names = "--keys", description = "Default ${DEFAULT-VALUE}.")
    private int keys = 400;

    @Option(
            names = "--first-events",
            description = "Each key has seen them before; default ${DEFAULT-VALUE}.")
    private int firstEvents = 300;

    @Option(names = "--rounds", description = "After one that warms up; default ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--partitions",
            description =
                    "Of each topic; of several, events come in chunks of each. Default ${DEFAULT-VALUE}.")
    private int partitions = 1;

    @Option(names = "--parallelism", description = "Of the jobs; default ${DEFAULT-VALUE}.")
    private int parallelism = 1;

    @Option(names = "--seconds", description = "Measured of a run; default ${DEFAULT-VALUE}.")
    private double seconds = 8;

    @Option(
            names = "--warm",
            description = "Seconds of a run before that; default ${DEFAULT-VALUE}.")
    private double warm = 3;

    @Option(
            names = "--latency-most",
            description =
                    "Events a second at most for latencies; 0: no latencies. Default ${DEFAULT-VALUE}.")
    private double latencyMost = 5_000;

    @Option(names = "--out", description = "Where the page goes; default ${DEFAULT-VALUE}.")
    private Path out = Path.of("benchmarks", "target", "peers");

    @Option(
            names = "--paste",
            description =
                    "Also puts the figures into this page, between <!-- peers: begin --> and <!-- peers: end -->.")
    private Path paste;

    @Option(
            names = "--quick",
            description = "Fewer contestants, short runs, few keys, to see it run.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        if (quick) {
            growth.quick();
            beside.quick();
            events = 60_000;
            keys = 40;
            rounds = 1;
            seconds = 1.5;
            warm = 0.5;
            latencyMost = 500;
        }
        Checks.option(events >= 1_000, "--events", events, "1,000 and more");
        Checks.option(
                keys >= partitions && keys % partitions == 0,
                "--keys",
                keys,
                "multiples of --partitions = " + partitions);
        Checks.option(rounds >= 1, "--rounds", rounds, "1 and more");
        Checks.option(seconds > 0 && warm > 0, "--seconds", seconds, "above 0, and --warm too");
        beside.check();
        if (names == null) {
            names = List.of((quick ? Contestant.FEW : Contestant.DEFAULT).split(",", -1));
        }
        List<Contestant> contestants = names.stream().map(Contestant::parse).toList();
        List<String> setting = setting(contestants);
        Findings findings;
        try (Folders folders = Folders.temporary(null);
                Broker broker = Broker.start(folders.root().resolve("kafka"));
                Admin admin = broker.admin()) {
            PeersSetting common =
                    new PeersSetting(
                            broker,
                            admin,
                            folders.root(),
                            partitions,
                            parallelism,
                            firstEvents,
                            Duration.ofMillis((long) (1_000 * warm)),
                            Duration.ofMillis((long) (1_000 * seconds)));
            findings = compare(common, contestants, setting);
        }
        PeersPage page = write(findings, setting);
        System.out.println(page.markdown());
        System.out.println("page: " + out.resolve("peers.html"));
        if (paste != null) {
            Paste.into(paste, page.excerpt());
        }
        return findings.failures().isEmpty() ? 0 : 1;
    }

    /** The page is written after each part, should the rest take too long. */
    private Findings compare(
            PeersSetting common, List<Contestant> contestants, List<String> setting)
            throws Exception {
        Steps steps = new Steps();
        JobRuns jobs = new JobRuns(common);
        Contest contest = new Contest(jobs, steps, contestants, rounds);
        contest.plan(
                growth.turnMillis / 1e3,
                growth.histories.size(),
                growth.historySeconds,
                latencyMost > 0);
        Growth grown = new Growth(jobs, steps, growth.keysOf(), growth.keyCounts());
        Beside others = new Beside(steps, beside, rounds);
        Findings findings =
                new Findings(
                        contest.entries,
                        grown.entries,
                        growth.histories,
                        growth.historySeconds,
                        growth.keyCounts(),
                        others.found);
        long turnNanos = growth.turnMillis * 1_000_000L;
        contest.check();
        contest.calls(growth.histories, turnNanos, growth.historySeconds * 1_000_000_000L);
        others.forecast(rounds, turnNanos);
        contest.rounds(events, keys);
        write(findings, setting);
        if (latencyMost > 0) {
            contest.latencies(keys, latencyMost);
        }
        others.quality(contest.entries);
        write(findings, setting);
        others.runtimes(
                common, keys, rounds, Path.of(System.getProperty("undercurrent.home", "..")));
        others.training(rounds);
        write(findings, setting);
        grown.run(events, growth.room(Files.getFileStore(common.folder()).getUsableSpace()));
        return findings;
    }

    private PeersPage write(Findings findings, List<String> setting) throws IOException {
        PeersPage page = new PeersPage(findings, setting, commandLine());
        page.write(out);
        return page;
    }

    private List<String> setting(List<Contestant> contestants) throws Exception {
        List<String> lines = new ArrayList<>(Machine.describe());
        if (contestants.stream().anyMatch(Contestant::isNetwork)) {
            lines.add(onnx());
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%,d events of %,d keys, uniformly random, %d partitions, parallelism %d; each key has seen %,d events before",
                        events,
                        keys,
                        partitions,
                        parallelism,
                        firstEvents));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%d rounds after one that warms up, contestants by turns; %.1f s measured after %.1f s and more, with one checkpoint at the half",
                        rounds,
                        seconds,
                        warm));
        return lines;
    }

    private static String onnx() {
        try {
            return Contestant.engine().version() + ", one thread";
        } catch (IllegalStateException e) {
            return NONE + ": " + e.getMessage();
        }
    }

    private String commandLine() {
        return shown(command.commandLine().getParseResult().originalArgs());
    }

    /** The command without its name twice, and without where its results go. */
    static String shown(List<String> arguments) {
        StringBuilder line = new StringBuilder("benchmarks/run peers");
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--out") || argument.equals("--paste")) {
                i++; // its value
            } else if (!argument.startsWith("--out=")
                    && !argument.startsWith("--paste=")
                    && !(i == 0 && argument.equals("peers"))) {
                line.append(' ').append(argument);
            }
        }
        return line.toString();
    }
}
