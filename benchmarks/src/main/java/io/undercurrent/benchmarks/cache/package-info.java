/** What the write-back cache earns on RocksDB and what its flush costs, without the model. */
package io.undercurrent.benchmarks.cache;
