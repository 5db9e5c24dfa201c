package io.undercurrent.demo.compose;

import java.util.ArrayList;
import java.util.List;

/**
 * Stops the job at a savepoint and starts it again from there, in the container that submits it.
 */
final class Restart {
    private Restart() {}

    /**
     * Restarts the job.
     *
     * @param demo the demo
     * @param variables {@code NAME=value}, to which stream.yaml can refer
     */
    static void with(Demo demo, String... variables) throws Exception {
        List<String> args = new ArrayList<>(List.of("run", "--rm", "--no-deps", "-T"));
        for (String variable : variables) {
            args.add("-e");
            args.add(variable);
        }
        args.addAll(List.of("job", "submit", "/etc/undercurrent/stream.yaml"));
        args.addAll(List.of("--flink", "http://jobmanager:8081", "--restart"));
        demo.engine().compose(demo::say, args.toArray(String[]::new));
    }
}
