package io.undercurrent.cli.state;

import picocli.CommandLine.Command;

/** The parent of the commands that inspect a stream's key states or move them. */
@Command(
        name = "state",
        description = "Look into a stream's key states, or move them.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListCommand.class,
            GetCommand.class,
            ExportCommand.class,
            ImportCommand.class
        })
public final class StateCommands {}
