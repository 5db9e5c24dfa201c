package io.undercurrent.job.sink;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/** Finds the checkpoint that a job can be restarted from when a transaction was lost. */
public interface RestartPoints extends Serializable {
    /**
     * The newest checkpoint below a number that is whole.
     *
     * @param checkpoint the number of the checkpoint whose transaction was lost
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
}
