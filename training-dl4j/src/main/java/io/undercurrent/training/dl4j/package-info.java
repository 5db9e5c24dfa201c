/**
 * The engine dl4j: forward pass and gradient of the network as one SameDiff graph on ND4J. It is
 * slower than the engine in plain Java on a processor; it serves as a second, independent gradient,
 * and runs on the GPUs that ND4J's last release supports.
 */
package io.undercurrent.training.dl4j;
