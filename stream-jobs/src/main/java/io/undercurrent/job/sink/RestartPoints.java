package io.undercurrent.job.sink;

import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/** Finds the checkpoint that a job can be restarted from when another cannot serve. */
public interface RestartPoints extends Serializable {
    /**
     * The newest checkpoint below a number that is whole.
     *
     * @param checkpoint the number of the checkpoint that cannot serve
     * @return its path, or nothing where none is retained
     * @throws IOException where the folder cannot be read
     */
    Optional<String> newestBefore(long checkpoint) throws IOException;

    /**
     * Where it looks.
     *
     * @return the checkpoint folder
     */
    String folder();

    /**
     * What to tell the user to do.
     *
     * @param checkpoint the number of the checkpoint that cannot serve
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
