package io.undercurrent.cli.compose;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Bad records of every kind. */
@Command(
        name = "poison",
        description = "Write bad records of every kind into the stream.",
        mixinStandardHelpOptions = true)
final class PoisonCommand extends Disturbance {
    @Option(
            names = "--each",
            defaultValue = "3",
            description = "How many of each kind (default ${DEFAULT-VALUE}).")
    private int each;

    @Override
    String expected() {
        return "each bad record becomes a dead letter with its reason, and nothing else changes: "
                + TWIN;
    }

    @Override
    boolean disturb(Check check) throws Exception {
        throw new IllegalStateException("waits for the command generate: " + each);
    }
}
