package io.undercurrent.benchmarks.latency;

/**
 * What the runs have in common.
 *
 * @param model the weights' URI
 * @param keys drawn at random, each as likely as any other
 * @param partitions of every topic
 * @param parallelism of the job
 * @param interval between checkpoints
 * @param backlog events of the run that finds the maximal load
 * @param seconds of the run that measures latencies
 * @param warmUpSeconds of it that are left out
 */
record LatencySetting(
        String model,
        int keys,
        int partitions,
        int parallelism,
        String interval,
        int backlog,
        double seconds,
        double warmUpSeconds) {}
