/** A Flink cluster inside this process, on which nothing listens. */
package io.undercurrent.state.cluster;
