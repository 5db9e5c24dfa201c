package io.undercurrent.job.submit;

import io.undercurrent.command.CommandProvider;
import java.util.List;

/** The commands that only Flink has. */
public final class FlinkCommands implements CommandProvider {
    /** For the service loader. */
    public FlinkCommands() {}

    @Override
    public List<Class<?>> commands() {
        return List.of(SubmitCommand.class);
    }
}
