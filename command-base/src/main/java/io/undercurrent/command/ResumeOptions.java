package io.undercurrent.command;

import io.undercurrent.stream.runtime.StreamRuntime.ResumeRequest;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what a run starts from, in this process or on a cluster. */
public final class ResumeOptions {
    @Option(
            names = "--fresh",
            description =
                    "Discard the key states of earlier runs and start without state: checkpoints; on Kafka Streams changelogs, offsets and stores.")
    private boolean fresh;

    @Option(
            names = "--accept-gap",
            description =
                    "Resume although records that come next are no longer there, with the oldest that are.")
    private boolean acceptGap;

    @Option(
            names = "--from",
            paramLabel = "CHECKPOINT",
            description =
                    "Resume from this checkpoint or savepoint instead of the newest (Flink); newer ones in the folder are set aside. Results committed since then come again, with the same ids.")
    private String from;

    /** For picocli. */
    public ResumeOptions() {}

    /**
     * The options as a request.
     *
     * @return what the run starts from
     * @throws IllegalArgumentException if options contradict each other; names them
     */
    public ResumeRequest request() {
        if (fresh && from != null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--fresh and --from %s: give one of them, to start without state, or to resume from there",
                            from));
        }
        return new ResumeRequest(fresh, acceptGap, Optional.ofNullable(from));
    }
}
