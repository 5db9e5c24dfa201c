package io.undercurrent.training.dl4j;

/** Properties of ND4J's backend; tests replace it to simulate GPUs. */
interface Backend {
    /** Its name, such as CpuBackend. */
    String name();

    /** Whether it computes on a CUDA device. */
    boolean cuda();

    /** The device's name. */
    String device();

    /** Major and minor compute capability; {0, 0} without CUDA. */
    int[] capability();
}
