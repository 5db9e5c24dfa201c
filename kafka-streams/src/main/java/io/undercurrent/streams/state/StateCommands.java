package io.undercurrent.streams.state;

import picocli.CommandLine.Command;

/** The commands that move an application's memories. */
@Command(
        name = "state",
        description = "Move the memories of a Kafka Streams application.",
        mixinStandardHelpOptions = true,
        subcommands = {ExportCommand.class, ImportCommand.class})
public final class StateCommands {}
