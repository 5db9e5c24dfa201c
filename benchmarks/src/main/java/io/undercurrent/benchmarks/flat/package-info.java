/** Whether an event's cost grows with a key's history and with the number of keys. */
package io.undercurrent.benchmarks.flat;
