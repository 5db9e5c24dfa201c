package io.undercurrent.cli.run;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.spec.StreamSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.core.execution.RecoveryClaimMode;
import picocli.CommandLine.Option;

/** What a user says of what a job goes on from, wherever it runs. */
public final class ResumeOptions {
    @Option(
            names = "--fresh",
            description = "Discard the checkpoints of earlier runs and begin anew.")
    private boolean fresh;

    @Option(
            names = "--accept-gap",
            description =
                    "Go on although records that come next are no longer there, with the oldest that are.")
    private boolean acceptGap;

    @Option(
            names = "--from",
            paramLabel = "CHECKPOINT",
            description =
                    "Go on from this checkpoint or savepoint instead of the newest; newer ones in the folder are set aside. Results committed since then come again, with the same ids.")
    private String from;

    /** For picocli. */
    public ResumeOptions() {}

    /**
     * Refuses options that contradict each other.
     *
     * @throws IllegalArgumentException naming them
     */
    public void check() {
        if (fresh && from != null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--fresh and --from %s: give one of them, to begin anew or to go on from there",
                            from));
        }
    }

    /**
     * Whether to begin anew.
     *
     * @return true where earlier checkpoints are to be discarded
     */
    public boolean fresh() {
        return fresh;
    }

    /**
     * What the user named.
     *
     * @return a checkpoint or savepoint, or null for the newest
     */
    public String from() {
        return from;
    }

    /**
     * What to go on from: {@link Resume#find}.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param say is told of what was set aside, and of what was found
     * @return it, or nothing
     * @throws Exception where it does not fit or cannot be read
     */
    public Optional<CheckpointFolder.Found> find(StreamSpec spec, Consumer<String> say)
            throws Exception {
        Optional<CheckpointFolder.Found> resume = Resume.find(spec, from, acceptGap, say);
        say.accept(resume.map(found -> "resuming from " + found.path()).orElse("starting anew"));
        return resume;
    }

    /**
     * Whose the checkpoint is from then on.
     *
     * @return what the user names stays the user's; the newest is the job's own and goes in time
     */
    public RecoveryClaimMode claim() {
        return from == null ? RecoveryClaimMode.CLAIM : RecoveryClaimMode.NO_CLAIM;
    }
}
