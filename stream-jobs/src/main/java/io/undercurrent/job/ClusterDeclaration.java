package io.undercurrent.job;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.JobOptions;
import io.undercurrent.spec.option.SpecException;
import java.util.List;
import java.util.Locale;

/** Declarations that a Flink cluster, as opposed to a run in one process, cannot run. */
public final class ClusterDeclaration {
    private ClusterDeclaration() {}

    /**
     * Checks that a cluster can run a stream.
     *
     * @param file where the declaration was read from
     * @param declared the declaration
     * @param otherRuntime what to do where the declaration names another runtime
     * @throws SpecException where the cluster cannot run it, naming the option and what to change
     */
    public static void check(String file, StreamSpec declared, String otherRuntime) {
        if (declared.embeddedKafka()) {
            throw new SpecException(
                    List.of(
                            file
                                    + ": kafka.bootstrap.servers = embedded: a cluster needs real brokers, name them"));
        }
        if (declared.job().runtime() != JobOptions.RuntimeName.FLINK) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "%s: job.runtime = %s: %s",
                                    file,
                                    declared.job().runtime().text(),
                                    otherRuntime)));
        }
    }
}
