/** Small networks as ONNX files, and the same in plain Java. */
package io.undercurrent.benchmarks.peers.network;
