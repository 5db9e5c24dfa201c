/** {@code undercurrent submit}: the job on a Flink session cluster. */
package io.undercurrent.job.submit;
