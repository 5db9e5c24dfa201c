/**
 * The engine dl4j: forward pass and gradient of the forecaster as one SameDiff graph on ND4J.
 * Slower than the engine in plain Java on a processor; it is a second, independent gradient, and a
 * way to the GPUs that ND4J's last release knows.
 */
package io.undercurrent.training.dl4j;
