package io.undercurrent.cli.state;

import io.undercurrent.command.ProgressLine;
import io.undercurrent.job.SavedJob;
import io.undercurrent.state.savepoint.KeySlab;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.portable.KeyStateFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.util.CloseableIterator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes all memories of a checkpoint into one Avro file. */
@Command(
        name = "export",
        description = {
            "Write every key's memory of a checkpoint or savepoint into an Avro file.",
            "Its records are the same for every runtime; its metadata tells weights and offsets."
        },
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    @Mixin private Where where;

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
        SavedJob saved = where.open();
        out.println("reading " + saved.path());
        out.flush();
        StartOffsets next = saved.nextOffsets();
        ProgressLine progress = new ProgressLine(out);
        long keys = 0;
        try (KeyStateFile.Writer writer = new KeyStateFile.Writer(file, saved.model(), next);
                CloseableIterator<KeySlab> slabs = saved.slabs()) {
            while (slabs.hasNext()) {
                KeySlab slab = slabs.next();
                writer.add(slab.key, slab.slab);
                progress.count("keys", ++keys);
            }
            writer.complete();
        }
        out.printf(Locale.ROOT, "%d keys -> %s%n", keys, file);
        out.println("the source goes on at " + next.entries());
        out.flush();
        return 0;
    }
}
