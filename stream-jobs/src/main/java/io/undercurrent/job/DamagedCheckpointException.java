package io.undercurrent.job;

import java.util.Locale;

/** Says that a checkpoint cannot be restored, why, and which one to restart from. */
public final class DamagedCheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A checkpoint that cannot be restored.
     *
     * @param checkpoint the damaged one
     * @param damage what is wrong with it
     * @param folder the job's checkpoint folder, where earlier ones may lie
     * @param cause what failed; null where the files themselves show it
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
