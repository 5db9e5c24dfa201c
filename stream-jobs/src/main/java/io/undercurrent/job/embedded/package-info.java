/**
 * The job inside this process: a Flink MiniCluster, resumption from a folder, and the locks that
 * keep two processes off one folder.
 */
package io.undercurrent.job.embedded;
