package io.undercurrent.benchmarks.peers.network;

/** A network with seeded weights, as an ONNX file and in plain Java, which checks the other. */
public interface OnnxNetwork {
    /** The file. */
    byte[] onnx();

    /** The shape of its input. */
    long[] shape();

    /** How many weights it has. */
    long weights();

    /** The same in plain Java, slow and simple. */
    WindowNetwork plain();

    /** The name of its output. */
    String OUTPUT = "y";
}
