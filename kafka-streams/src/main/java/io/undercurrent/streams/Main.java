package io.undercurrent.streams;

import io.undercurrent.command.Entry;
import io.undercurrent.streams.alarms.AlarmsCommand;
import io.undercurrent.streams.run.RunCommand;
import io.undercurrent.streams.state.StateCommands;
import picocli.CommandLine.Command;

/** The program's entry where the runtime is Kafka Streams, on a class path of its own. */
@Command(
        name = "undercurrent",
        description = "Undercurrent on Kafka Streams.",
        mixinStandardHelpOptions = true,
        subcommands = {RunCommand.class, AlarmsCommand.class, StateCommands.class})
public final class Main {
    private Main() {}

    /**
     * Runs one command and exits with its status.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.exit(Entry.run(new Main(), args));
    }
}
