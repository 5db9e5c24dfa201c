package io.undercurrent.command;

import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.StopSignal;
import java.io.PrintWriter;
import org.jline.utils.Signals;
import picocli.CommandLine.Model.CommandSpec;

/** A command's standard output, and the signals of its process. */
public final class CommandConsole implements Console {
    private final PrintWriter out;
    private final ProgressLine progress;

    private CommandConsole(PrintWriter out) {
        this.out = out;
        progress = new ProgressLine(out);
    }

    /**
     * The console of a command.
     *
     * @param command the command that runs
     * @return its console
     */
    public static CommandConsole of(CommandSpec command) {
        return new CommandConsole(command.commandLine().getOut());
    }

    @Override
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void progress(String what, long done, long total) {
        progress.report(what, done, total);
    }

    @Override
    public void count(String what, long done) {
        progress.count(what, done);
    }

    @Override
    public StopSignal stopSignal() {
        StopSignal stop = new StopSignal();
        Signals.register("TERM", () -> stop.give("SIGTERM"));
        Signals.register("INT", () -> stop.give("SIGINT"));
        return stop;
    }
}
