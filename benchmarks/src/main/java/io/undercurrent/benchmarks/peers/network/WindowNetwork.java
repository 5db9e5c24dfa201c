package io.undercurrent.benchmarks.peers.network;

/** A network that reads a whole window of values and gives one number. */
public interface WindowNetwork extends AutoCloseable {
    /**
     * Runs the network.
     *
     * @param window the values, oldest first, as many as it was made for
     * @return its forecast of the next value
     */
    float forecast(float[] window) throws Exception;
}
