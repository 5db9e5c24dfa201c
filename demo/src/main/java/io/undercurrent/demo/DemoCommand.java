package io.undercurrent.demo;

import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.SequenceModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
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

    @Option(
            names = "--model",
            paramLabel = "URI",
            defaultValue = Models.UNIVERSAL,
            description = "The model, for instance a folder of train; default ${DEFAULT-VALUE}.")
    private String model;

    @Override
    public Integer call() throws Exception {
        if (seconds != null && (seconds < 1 || seconds > 86_400)) {
            throw new IllegalArgumentException(
                    "--seconds = " + seconds + ": allowed are whole numbers from 1 to 86400");
        }
        SequenceModel loaded = ModelFiles.load(model);
        if (!loaded.reads(1, 0)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--model = %s: it reads several fields of an event together, the demo's events have one: allowed are models of one field",
                            model));
        }
        Path folder = Files.createTempDirectory("undercurrent-demo");
        try {
            return new Demo(folder, seconds, uri()).run();
        } finally {
            delete(folder);
        }
    }

    /**
     * The model as a URI, which the declaration needs: a folder's name may hold a blank, a URI may
     * not.
     */
    private String uri() {
        Path path = Path.of(model);
        return Files.isDirectory(path) ? path.toUri().toString() : model;
    }

    private static void delete(Path folder) throws IOException {
        try (var entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
