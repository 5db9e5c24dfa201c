/** Access to jobs on a remote Flink session cluster, over its REST interface. */
package io.undercurrent.job.session;
