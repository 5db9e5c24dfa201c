/** Import of key states from a file that every runtime can read into the Flink job's state. */
package io.undercurrent.job.portable;
