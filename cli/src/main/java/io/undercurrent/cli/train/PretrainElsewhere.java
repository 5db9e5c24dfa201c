package io.undercurrent.cli.train;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * Tells users where to find {@code pretrain}; in a checkout the module lab replaces this command.
 */
@Command(name = "pretrain", hidden = true, description = "From a checkout only.")
public final class PretrainElsewhere implements Callable<Integer> {
    @Unmatched private List<String> given;

    @Override
    public Integer call() {
        throw new IllegalArgumentException(
                "pretrain "
                        + String.join(" ", given == null ? List.of() : given)
                        + ": the bundled model is trained again from a checkout of the project, whose module lab this installation does not have");
    }
}
