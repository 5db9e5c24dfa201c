package io.undercurrent.training.dl4j;

/** What can be asked of ND4J's backend; a test stands in for GPUs that are not there. */
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
