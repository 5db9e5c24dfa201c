package io.undercurrent.cli.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.runtime.Runtimes;
import io.undercurrent.stream.runtime.StreamRuntime;
import picocli.CommandLine.Option;

/** The option that chooses a command's runtime. */
public final class RuntimeOption {
    @Option(
            names = "--runtime",
            paramLabel = "RUNTIME",
            description =
                    "flink or kafka-streams; default: job.runtime of the stream's declaration. ./undercurrent takes the class path of the one that is named.")
    private String runtime;

    /** For picocli. */
    public RuntimeOption() {}

    /**
     * The runtime of a stream.
     *
     * @param spec the stream's declaration
     * @return the runtime
     * @throws IllegalArgumentException if it is not on the class path
     */
    public StreamRuntime of(StreamSpec spec) {
        return runtime == null
                ? Runtimes.named(spec.job().runtime().text(), "job.runtime =")
                : any();
    }

    /**
     * The runtime of a command that has no declaration.
     *
     * @return the runtime that is named, or else the one on the class path
     * @throws IllegalArgumentException if it is not on the class path
     */
    public StreamRuntime any() {
        return runtime == null ? Runtimes.only() : Runtimes.named(runtime, "--runtime");
    }
}
