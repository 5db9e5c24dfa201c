package io.undercurrent.stream.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/** Finds the runtime on the class path. */
public final class Runtimes {
    private Runtimes() {}

    /**
     * Finds a runtime by its name.
     *
     * @param name flink or kafka-streams
     * @param option where the user gave the name, for the message: {@code --runtime} or {@code
     *     job.runtime =}
     * @return the runtime
     * @throws IllegalArgumentException if only another runtime, or none, is on the class path
     */
    public static StreamRuntime named(String name, String option) {
        List<String> here = new ArrayList<>();
        for (StreamRuntime runtime : ServiceLoader.load(StreamRuntime.class)) {
            if (runtime.name().equals(name)) {
                return runtime;
            }
            here.add(runtime.name());
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "%s %s: on this class path only %s runs, allowed are flink and kafka-streams; ./undercurrent --runtime NAME finds the class path of the runtime",
                        option,
                        name,
                        here.isEmpty() ? "no runtime" : String.join(", ", here)));
    }

    /**
     * Finds the only runtime on the class path, for a command that works the same on every runtime.
     *
     * @return the runtime
     * @throws IllegalStateException if there is none, or more than one
     */
    public static StreamRuntime only() {
        List<StreamRuntime> here = new ArrayList<>();
        ServiceLoader.load(StreamRuntime.class).forEach(here::add);
        if (here.size() != 1) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "the class path has %d runtimes, it must have one: lib/flink or lib/kafka-streams beside lib",
                            here.size()));
        }
        return here.get(0);
    }
}
