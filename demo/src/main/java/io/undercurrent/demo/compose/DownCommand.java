package io.undercurrent.demo.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops and removes the demo's containers. */
@Command(
        name = "down",
        description = "Stop and remove the containers; the data stays unless --volumes is given.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Mixin private Demo demo;

    @Option(names = "--volumes", description = "Remove topics, checkpoints and models as well.")
    private boolean volumes;

    @Override
    public Integer call() throws Exception {
        List<String> args = new ArrayList<>();
        for (String profile : List.of("observability", "train", "gpu")) {
            args.addAll(List.of("--profile", profile));
        }
        args.addAll(List.of("down", "--remove-orphans", "--timeout", "20"));
        if (volumes) {
            args.add("--volumes");
        }
        demo.engine().compose(demo::say, args.toArray(String[]::new));
        return 0;
    }
}
