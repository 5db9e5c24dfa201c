package io.undercurrent.job.sink;

import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/** Finds the checkpoint from which a job can be restarted if another one cannot be used. */
public interface RestartPoints extends Serializable {
    /**
     * The newest checkpoint below a number whose files are complete.
     *
     * @param checkpoint the number of the checkpoint that cannot be used
     * @return its path; empty if none is retained
     * @throws IOException if the folder cannot be read
     */
    Optional<String> newestBefore(long checkpoint) throws IOException;

    /**
     * The folder that is searched.
     *
     * @return the checkpoint folder
     */
    String folder();

    /**
     * Advice for the user.
     *
     * @param checkpoint the number of the checkpoint that cannot be used
     * @return one or two sentences with the command
     */
    default String advice(long checkpoint) {
        Optional<String> from;
        try {
            from = newestBefore(checkpoint);
        } catch (IOException e) {
            return String.format(
                    Locale.ROOT,
                    "Restart from a checkpoint below number %d; %s cannot be read: %s",
                    checkpoint,
                    folder(),
                    e);
        }
        return from.map(
                        path ->
                                String.format(
                                        Locale.ROOT,
                                        "Restart from the newest whole checkpoint before it: undercurrent run stream.yaml --from %1$s (on a cluster: flink run -s %1$s); results committed since then come again, with the same ids",
                                        path))
                .orElse(
                        String.format(
                                Locale.ROOT,
                                "No whole checkpoint below number %d is retained in %s: only an earlier savepoint (run --from, flink run -s) or the whole source again (run --fresh) brings its results back, and all results since then come again",
                                checkpoint,
                                folder()));
    }
}
