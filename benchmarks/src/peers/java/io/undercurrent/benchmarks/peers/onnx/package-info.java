/** ONNX Runtime, built only with {@code -Ppeers}: its library is 75 MB. */
package io.undercurrent.benchmarks.peers.onnx;
