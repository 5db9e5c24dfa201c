package io.undercurrent.job;

import io.undercurrent.job.sink.RestartPoints;
import java.io.IOException;
import java.util.Optional;

/** Finds earlier checkpoints in the job's own checkpoint folder. */
record RetainedCheckpoints(String folder) implements RestartPoints {
    @Override
    public Optional<String> newestBefore(long checkpoint) throws IOException {
        return CheckpointFolder.newestWholeBefore(folder, checkpoint)
                .map(CheckpointFolder.Found::path);
    }
}
