package io.undercurrent.benchmarks.training;

import static java.nio.charset.StandardCharsets.UTF_8;

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
final class Core {
    private static final Pattern NUMBER = Pattern.compile("us_a_token=([0-9.]+)");

    private final Map<String, List<String>> commands = new LinkedHashMap<>();

    /**
     * Names what is compared.
     *
     * @param arguments of {@link CoreChild}
     * @param beside the other program's command, cut at spaces, or null
     */
    Core(List<String> arguments, String beside) {
        commands.put("java, Vector API", java(arguments, "--add-modules", "jdk.incubator.vector"));
        commands.put("java, plain", java(arguments));
        if (beside != null) {
            commands.put("beside", List.of(beside.strip().split("\\s+")));
        }
    }

    private static List<String> java(List<String> arguments, String... flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(CoreChild.class.getName());
        command.addAll(arguments);
        return command;
    }

    /** Runs all of them so many times by turns, and prints medians. */
    void run(int rounds) throws IOException, InterruptedException {
        Map<String, double[]> micros = new LinkedHashMap<>();
        commands.keySet().forEach(name -> micros.put(name, new double[rounds]));
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> each : commands.entrySet()) {
                micros.get(each.getKey())[round] = micros(each.getValue());
            }
        }
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

    private static double micros(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
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
