package io.undercurrent.job;

import io.undercurrent.job.sink.RestartPoints;
import java.io.IOException;
import java.util.Optional;

/** The job's own checkpoint folder, looked into by the task that has found a transaction lost. */
record RetainedCheckpoints(String folder) implements RestartPoints {
    @Override
    public Optional<String> newestBefore(long checkpoint) throws IOException {
        return CheckpointFolder.newestBefore(folder, checkpoint).map(CheckpointFolder.Found::path);
    }
}
