package io.undercurrent.benchmarks.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.training.engine.Engines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Microseconds of CPU time that a token costs on one thread, with the Vector API, in plain Java and
 * in another program, in processes of their own that run by turns.
 */
public final class Core {
    private static final String DL4J = "dl4j";
    private static final int AGREEING_STEPS = 20;
    private static final Pattern NUMBER = Pattern.compile("us_a_token=([0-9.]+)");

    private final Map<String, List<String>> commands = new LinkedHashMap<>();

    /**
     * Names what is compared.
     *
     * @param arguments of {@link CoreChild} without the engine
     * @param beside the other program's command, cut at spaces, or null
     */
    Core(List<String> arguments, String beside) {
        commands.put(
                "java, Vector API",
                java("java", arguments, "--add-modules", "jdk.incubator.vector"));
        commands.put("java, plain", java("java", arguments));
        if (beside != null) {
            commands.put("beside", List.of(beside.strip().split("\\s+")));
        }
    }

    /**
     * Both doors of training: the engine java in its two forms and, where it is in this build, the
     * engine dl4j, whose losses must be java's.
     *
     * @return CPU microseconds of a token on one thread, one a round
     */
    public static Map<String, double[]> ofEngines(int rounds, double warm, double seconds)
            throws IOException, InterruptedException {
        List<String> arguments =
                List.of("16", "256", Double.toString(warm), Double.toString(seconds));
        Core core = new Core(arguments, null);
        if (hasDl4j()) {
            Agreement.require(Work.batch(16, 256), AGREEING_STEPS);
            core.commands.put(DL4J, java(DL4J, arguments));
        }
        return core.measure(rounds);
    }

    /** Whether the engine dl4j is in this build. */
    public static boolean hasDl4j() {
        return Engines.all().stream().anyMatch(engine -> engine.name().equals(DL4J));
    }

    private static List<String> java(String engine, List<String> arguments, String... flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(CoreChild.class.getName());
        command.add(engine);
        command.addAll(arguments);
        return command;
    }

    /** Runs all of them so many times by turns, and prints medians. */
    void run(int rounds) throws IOException, InterruptedException {
        Map<String, double[]> micros = measure(rounds);
        double first = 0;
        for (Map.Entry<String, double[]> each : micros.entrySet()) {
            double[] sorted = each.getValue();
            Arrays.sort(sorted);
            double median = sorted[rounds / 2];
            first = first == 0 ? median : first;
            System.out.printf(
                    Locale.ROOT,
                    "%-17s %6.2f us a token (%.2f to %.2f), %.2f of the first%n",
                    each.getKey(),
                    median,
                    sorted[0],
                    sorted[rounds - 1],
                    median / first);
        }
    }

    private Map<String, double[]> measure(int rounds) throws IOException, InterruptedException {
        Map<String, double[]> micros = new LinkedHashMap<>();
        commands.keySet().forEach(name -> micros.put(name, new double[rounds]));
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> each : commands.entrySet()) {
                micros.get(each.getKey())[round] = micros(each.getValue());
            }
        }
        return micros;
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", "1"); // dl4j's and PyTorch's own threads
        return builder;
    }

    private static double micros(List<String> command) throws IOException, InterruptedException {
        Process process = builder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        Matcher number = NUMBER.matcher(printed);
        if (process.waitFor() != 0 || !number.find()) {
            throw new IOException(
                    String.join(" ", command)
                            + " failed or did not print us_a_token=NUMBER, but: "
                            + printed);
        }
        return Double.parseDouble(number.group(1));
    }
}
