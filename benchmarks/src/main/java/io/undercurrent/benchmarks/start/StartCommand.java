package io.undercurrent.benchmarks.start;

import io.undercurrent.benchmarks.local.Checks;
import io.undercurrent.benchmarks.local.Eta;
import io.undercurrent.benchmarks.local.Folders;
import io.undercurrent.benchmarks.local.Medians;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From a command until its first results. */
@Command(
        name = "start",
        description = {
            "Seconds from a command on a built checkout until its results: `demo` until it shows its "
                    + "first scores, and `score` on a CSV file until its end, JVM included. Medians "
                    + "of rounds by turns, beside the goals."
        },
        mixinStandardHelpOptions = true)
public final class StartCommand implements Callable<Integer> {
    private static final double DEMO_GOAL = 10;
    private static final double SCORE_GOAL = 2;
    private static final int GOAL_ROWS = 10_000;
    private static final int MINUTE = 60;
    private static final long FIRST_SECOND = 1_767_225_600;
    private static final String SCORES = "demo: first scores";
    private static final String VERSION = "--version";

    /** A key with its value and how it stands, as the demo prints it where there is no terminal. */
    private static final Pattern SHOWN =
            Pattern.compile("(^|\\| |; )[a-z0-9.]+ [-0-9.]+ \\S+ (ok|warmup|[0-9]+ ALARMS?)");

    @Option(names = "--rounds", description = "Default ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--rows", description = "Of the file; default ${DEFAULT-VALUE}.")
    private int rows = GOAL_ROWS;

    @Option(
            names = "--program",
            paramLabel = "FILE",
            description = "What is started; default: undercurrent in the checkout.")
    private Path program;

    @Option(names = "--quick", description = "One round.")
    private boolean quick;

    private final Map<String, double[]> seconds = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        rounds = quick ? 1 : rounds;
        Checks.option(rounds >= 1, "--rounds", rounds, "1 and more");
        Checks.option(rows >= 1, "--rows", rows, "1 and more");
        Path home = Path.of(System.getProperty("undercurrent.home", "..")).toAbsolutePath();
        String command =
                (program == null ? home.resolve("undercurrent") : program.toAbsolutePath())
                        .toString();
        try (Folders folders = Folders.temporary(null)) {
            Path file = folders.root().resolve("rows.csv");
            Files.writeString(file, csv());
            Path out = folders.root().resolve("out.csv");
            // Builds what is missing, and brings files into memory.
            Clocked.whole(List.of(command, VERSION), home, out);
            Eta eta = new Eta(rounds);
            for (int round = 0; round < rounds; round++) {
                note(VERSION, round, Clocked.whole(List.of(command, VERSION), home, out));
                note(scoring(), round, score(command, home, file, out));
                demo(command, home, round);
                eta.step("round " + (round + 1));
            }
        }
        print();
        return 0;
    }

    private String scoring() {
        return String.format(Locale.ROOT, "score, %,d rows", rows);
    }

    private double score(String command, Path home, Path file, Path out)
            throws IOException, InterruptedException {
        double taken = Clocked.whole(List.of(command, "score", file.toString()), home, out);
        long written = Files.readAllLines(out).size() - 1L;
        if (written != rows) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "score wrote %,d rows of %,d", written, rows));
        }
        return taken;
    }

    private void demo(String command, Path home, int round)
            throws IOException, InterruptedException {
        Map<String, Pattern> kinds = new LinkedHashMap<>();
        kinds.put("demo: its first line", Pattern.compile("starting a Kafka broker"));
        kinds.put("demo: broker started", Pattern.compile("starting Flink"));
        kinds.put("demo: job started", Pattern.compile("rehearsing with"));
        kinds.put(SCORES, SHOWN);
        Clocked.until(List.of(command, "demo"), home, kinds)
                .forEach((kind, taken) -> note(kind, round, taken));
    }

    private void note(String what, int round, double taken) {
        seconds.computeIfAbsent(what, name -> new double[rounds])[round] = taken;
    }

    private String csv() {
        StringBuilder csv = new StringBuilder("timestamp,value\n");
        SplittableRandom random = new SplittableRandom(1);
        for (int row = 0; row < rows; row++) {
            double value = 10 * Math.sin(row / 7.0) + random.nextDouble();
            csv.append(
                    String.format(
                            Locale.ROOT, "%d,%.4f%n", FIRST_SECOND + (long) MINUTE * row, value));
        }
        return csv.toString();
    }

    private void print() {
        System.out.printf(
                Locale.ROOT, "seconds from the command, medians of %d rounds by turns%n", rounds);
        seconds.forEach(
                (what, all) ->
                        System.out.printf(
                                Locale.ROOT,
                                "%-22s %6.2f  (%.2f to %.2f)%s%n",
                                what,
                                Medians.of(all),
                                Medians.least(all),
                                Medians.most(all),
                                verdict(what, Medians.of(all))));
    }

    private String verdict(String what, double median) {
        boolean scored = what.equals(scoring()) && rows == GOAL_ROWS;
        if (!scored && !what.equals(SCORES)) {
            return "";
        }
        double goal = scored ? SCORE_GOAL : DEMO_GOAL;
        return String.format(
                Locale.ROOT,
                "  goal: at most %.0f: %s",
                goal,
                median <= goal ? "reached" : "missed");
    }
}
