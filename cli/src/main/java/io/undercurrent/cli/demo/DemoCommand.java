package io.undercurrent.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole system on this machine's own metrics. */
@Command(
        name = "demo",
        description = {
            "Stream this machine's own metrics through a real Kafka broker and the Flink job, all in "
                    + "this process, and watch it find a disturbance that the demo causes.",
            "Ends with Ctrl-C or after --seconds. Exit status 0 only if every event that went in "
                    + "came out as a score or a dead letter."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "End after N seconds of streaming with a summary; a verdict needs about 160.")
    private Integer seconds;

    @Override
    public Integer call() throws Exception {
        if (seconds != null && (seconds < 1 || seconds > 86_400)) {
            throw new IllegalArgumentException(
                    "--seconds = " + seconds + ": allowed are whole numbers from 1 to 86400");
        }
        Path folder = Files.createTempDirectory("undercurrent-demo");
        try {
            return new Demo(folder, seconds).run();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
