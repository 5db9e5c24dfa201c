/** {@code undercurrent score}: the job's scoring on a CSV file, without Kafka. */
package io.undercurrent.cli.score;
