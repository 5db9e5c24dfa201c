/** The job on a Flink session cluster elsewhere, over its REST interface. */
package io.undercurrent.job.session;
