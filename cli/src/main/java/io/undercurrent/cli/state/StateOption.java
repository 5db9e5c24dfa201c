package io.undercurrent.cli.state;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.runtime.StreamRuntime;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the state that a command reads. */
public final class StateOption {
    @Option(
            names = "--from",
            paramLabel = "FOLDER",
            description =
                    "A checkpoint or savepoint, or a folder of them, of which the newest is taken (Flink).")
    private String folder;

    /** For picocli. */
    public StateOption() {}

    /** Whether a folder is named. */
    public boolean isNamed() {
        return folder != null;
    }

    /** The folder that is named, or else the stream's checkpoint folder. */
    public String checkpoint(Optional<StreamSpec> spec) {
        if (folder == null && spec.isEmpty()) {
            throw new IllegalArgumentException(
                    "--from: missing; name a checkpoint or savepoint, or a folder of them");
        }
        return folder != null ? folder : spec.get().checkpoint().folder();
    }

    /** The declaration of a stream whose runtime keeps its key states on the brokers. */
    StreamSpec stream(StreamRuntime runtime, Optional<StreamSpec> spec) {
        if (folder != null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--from %s: %s keeps its key states with the brokers; name the stream by --config stream.yaml instead",
                            folder,
                            runtime.name()));
        }
        return spec.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                String.format(
                                        Locale.ROOT,
                                        "--config: missing; %s keeps its key states with the brokers, which the stream's declaration names",
                                        runtime.name())));
    }
}
