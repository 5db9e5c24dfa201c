package io.undercurrent.job.submit;

import io.undercurrent.command.CommandProvider;
import java.util.List;

/** Registers the commands that only the Flink runtime has. */
public final class FlinkCommands implements CommandProvider {
    /** For the service loader. */
    public FlinkCommands() {}

    @Override
    public List<Class<?>> commands() {
        return List.of(SubmitCommand.class);
    }
}
