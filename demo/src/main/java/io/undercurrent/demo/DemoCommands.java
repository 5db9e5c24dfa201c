package io.undercurrent.demo;

import io.undercurrent.command.CommandProvider;
import io.undercurrent.demo.compose.ComposeCommands;
import io.undercurrent.demo.generate.GenerateCommand;
import io.undercurrent.demo.observe.ObserveCommand;
import io.undercurrent.demo.stat.StatCommand;
import java.util.List;

/** The commands that show the system at work: demos, made-up events, and what a stream is doing. */
public final class DemoCommands implements CommandProvider {
    /** For {@link java.util.ServiceLoader}. */
    public DemoCommands() {}

    @Override
    public List<Class<?>> commands() {
        return List.of(
                DemoCommand.class,
                ComposeCommands.class,
                GenerateCommand.class,
                ObserveCommand.class,
                StatCommand.class);
    }
}
