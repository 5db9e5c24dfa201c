package io.undercurrent.lab;

import io.undercurrent.command.CommandProvider;
import io.undercurrent.lab.evaluate.LabEvaluateCommand;
import io.undercurrent.lab.pretrain.PretrainCommand;
import java.util.List;

/** Adds {@code pretrain}, and takes the place of {@code evaluate} with all that it can judge. */
public final class LabCommands implements CommandProvider {
    @Override
    public List<Class<?>> commands() {
        return List.of(LabEvaluateCommand.class, PretrainCommand.class);
    }
}
