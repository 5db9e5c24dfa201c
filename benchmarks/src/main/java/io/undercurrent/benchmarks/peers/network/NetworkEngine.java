package io.undercurrent.benchmarks.peers.network;

/** Runs networks in the ONNX format; found as a service, because its library is large. */
public interface NetworkEngine {
    /** Its name and version. */
    String version();

    /**
     * Loads a network, to be run by one thread.
     *
     * @param model the bytes of an ONNX file
     * @param shape of its input, named {@code x}
     * @param output the name of what it gives
     */
    WindowNetwork open(byte[] model, long[] shape, String output) throws Exception;
}
