package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Silence;

/** Learns which keys are silent. */
@FunctionalInterface
public interface SilenceObserver {
    /**
     * Called once for each silence of a key, while it goes on.
     *
     * @param key the key
     * @param silence what is known of the silence
     * @param nowMicros how far event time has come in the key's source partition
     * @throws Exception if the action fails
     */
    void report(String key, Silence silence, long nowMicros) throws Exception;
}
