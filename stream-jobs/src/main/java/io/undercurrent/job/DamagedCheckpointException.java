package io.undercurrent.job;

import java.util.Locale;

/** A checkpoint cannot be restored. The message says why, and which checkpoint to restart from. */
public final class DamagedCheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception with its message.
     *
     * @param checkpoint the damaged checkpoint
     * @param damage what is wrong with it
     * @param folder the job's checkpoint folder, where earlier checkpoints may be
     * @param cause the failure; null if the files' status shows the damage
     */
    public DamagedCheckpointException(
            CheckpointFolder.Found checkpoint, String damage, String folder, Throwable cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "checkpoint %s is damaged: %s. %s",
                        checkpoint.path(),
                        damage,
                        new RetainedCheckpoints(folder).advice(checkpoint.id())),
                cause);
    }
}
