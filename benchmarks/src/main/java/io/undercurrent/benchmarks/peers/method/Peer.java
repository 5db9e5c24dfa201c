package io.undercurrent.benchmarks.peers.method;

import io.undercurrent.scorer.ScoreOutput;
import java.io.IOException;

/**
 * A way to score a key's events, outside any runtime. It belongs to one thread.
 *
 * @param <S> what it keeps of one key, changed in place
 */
public interface Peer<S> extends AutoCloseable {
    /** The state of a key without events. */
    S begin();

    /** Scores an event and learns from it; every field of the output that is sent must be set. */
    void score(S state, long timeMicros, double value, ScoreOutput out) throws Exception;

    /** Learns from an event whose score nobody reads; leaves the state that scoring it would. */
    default void learn(S state, long timeMicros, double value, ScoreOutput unread)
            throws Exception {
        score(state, timeMicros, value, unread);
    }

    /** The state as bytes, whole: whoever goes on from them gets the same scores. */
    byte[] write(S state) throws IOException;

    /** A state of its own from bytes that {@link #write} made. */
    S read(byte[] bytes) throws IOException;

    /** Events that a state depends on: older ones have no effect on its bytes. */
    default int memory() {
        return Integer.MAX_VALUE;
    }

    @Override
    default void close() throws Exception {}
}
