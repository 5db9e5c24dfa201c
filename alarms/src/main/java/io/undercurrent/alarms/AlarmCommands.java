package io.undercurrent.alarms;

import io.undercurrent.command.CommandProvider;
import java.util.List;

/** Registers the command {@code alarms}. */
public final class AlarmCommands implements CommandProvider {
    /** For the service loader. */
    public AlarmCommands() {}

    @Override
    public List<Class<?>> commands() {
        return List.of(AlarmsCommand.class);
    }
}
