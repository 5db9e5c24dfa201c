/** The command {@code undercurrent submit}, which runs the job on a Flink session cluster. */
package io.undercurrent.job.submit;
