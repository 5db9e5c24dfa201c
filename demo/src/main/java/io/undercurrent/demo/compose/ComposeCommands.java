package io.undercurrent.demo.compose;

import picocli.CommandLine.Command;

/** The parent of the commands for the demo in containers. */
@Command(
        name = "compose-demo",
        description = "Bring the demo of docker-compose.yml up, disturb it, see what came of it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            KillCommand.class,
            PauseCommand.class,
            RescaleCommand.class,
            PoisonCommand.class,
            TrainCommand.class,
            RestartCommand.class,
            DownCommand.class
        })
public final class ComposeCommands {}
