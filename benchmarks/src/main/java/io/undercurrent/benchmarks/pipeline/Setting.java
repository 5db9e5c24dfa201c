package io.undercurrent.benchmarks.pipeline;

/**
 * What the three sides have in common.
 *
 * @param keys how many there are, each as likely as any other
 * @param partitions of every topic
 * @param parallelism of the jobs
 * @param batch events that are scored together at most
 * @param backend Flink's: hashmap or rocksdb
 * @param checkpoints a run of a job
 */
record Setting(
        int keys, int partitions, int parallelism, int batch, String backend, int checkpoints) {
    /** The source topic of every run. */
    static final String TOPIC = "events";
}
