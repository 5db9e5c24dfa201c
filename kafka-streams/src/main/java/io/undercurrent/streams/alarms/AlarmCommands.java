package io.undercurrent.streams.alarms;

import io.undercurrent.command.CommandProvider;
import java.util.List;

/** The command of this package. */
public final class AlarmCommands implements CommandProvider {
    /** For the service loader. */
    public AlarmCommands() {}

    @Override
    public List<Class<?>> commands() {
        return List.of(AlarmsCommand.class);
    }
}
