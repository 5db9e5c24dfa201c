package io.undercurrent.benchmarks.runtimes;

import java.nio.file.Path;
import java.util.List;

/**
 * What both runtimes have in common.
 *
 * @param model the weights' URI
 * @param partitions of every topic
 * @param parallelism Flink's parallelism, Kafka Streams' threads
 * @param jvm options of both JVMs
 * @param streamsOnly lines more of Kafka Streams' declaration
 * @param home the checkout whose modules are built
 */
record Setting(
        String model,
        int partitions,
        int parallelism,
        List<String> jvm,
        List<String> streamsOnly,
        Path home) {}
