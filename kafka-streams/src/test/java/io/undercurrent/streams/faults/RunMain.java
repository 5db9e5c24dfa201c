package io.undercurrent.streams.faults;

import io.undercurrent.command.CommandConsole;
import io.undercurrent.command.Entry;
import io.undercurrent.command.ResumeOptions;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.RunLock;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.runtime.Runtimes;
import io.undercurrent.stream.runtime.StreamRuntime;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program's {@code run} as a process; the program itself is built after this module. */
@Command(name = "run")
public final class RunMain implements Callable<Integer> {
    @Parameters private Path file;

    @Mixin private ResumeOptions resuming;

    @Spec private CommandSpec command;

    /** Runs a declaration and exits with the status. */
    public static void main(String[] args) {
        System.exit(Entry.run(new RunMain(), args));
    }

    @Override
    public Integer call() throws Exception {
        StreamSpec spec = StreamSpec.load(file);
        StreamRuntime runtime = Runtimes.only();
        try (RunLock lock = runtime.lock(spec)) {
            runtime.run(ResolvedStream.of(spec), resuming.request(), CommandConsole.of(command));
        }
        return 0;
    }
}
