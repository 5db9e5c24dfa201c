package io.undercurrent.cli.state;

import picocli.CommandLine.Command;

/** The commands that look at a job's state, or move it. */
@Command(
        name = "state",
        description = "Look into a checkpoint or savepoint, or move its memories.",
        mixinStandardHelpOptions = true,
        subcommands = {GetCommand.class, ExportCommand.class, ImportCommand.class})
public final class StateCommands {}
