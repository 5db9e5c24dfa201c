package io.undercurrent.streams.state;

import io.undercurrent.command.InputFile;
import io.undercurrent.command.ProgressLine;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.streams.run.Application;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes all memories of a stopped application into one Avro file. */
@Command(
        name = "export",
        description = {
            "Write every key's memory of a stopped Kafka Streams application into an Avro file.",
            "Its records are the same for every runtime; its metadata tells weights and offsets."
        },
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    @Mixin private Config config;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file; it appears when it is whole.")
    private Path file;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        InputFile.check(config.file);
        try (Config.Opened opened = config.open()) {
            StreamSpec spec = opened.spec();
            out.println("reading the changelog of " + Application.id(spec));
            out.flush();
            ProgressLine progress = new ProgressLine(out);
            ChangelogExport export = new ChangelogExport(spec);
            StartOffsets next = export.run(file, keys -> progress.count("keys", keys));
            out.printf(Locale.ROOT, "%d keys -> %s%n", export.keys(), file);
            out.println("the source goes on at " + next.entries());
            out.flush();
        }
        return 0;
    }
}
