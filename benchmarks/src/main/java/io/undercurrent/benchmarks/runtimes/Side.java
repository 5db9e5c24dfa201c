package io.undercurrent.benchmarks.runtimes;

import java.nio.file.Path;

/** The runtimes; each has a class path of its own, for they bring two builds of RocksDB. */
enum Side {
    FLINK("Flink job", "flink"),
    STREAMS("Kafka Streams", "kafka-streams");

    final String title;
    final String runtime;

    Side(String title, String runtime) {
        this.title = title;
        this.runtime = runtime;
    }

    /** The folder of its own jars in a checkout that was built; those it shares lie above. */
    Path lib(Path home) {
        return home.resolve("target/lib").resolve(runtime).toAbsolutePath().normalize();
    }

    /** For names of files, topics and groups. */
    String id() {
        return this == FLINK ? "flink" : "streams";
    }

    /** The other one goes first in every second round. */
    static Side[] turns(int round) {
        return round % 2 == 1 ? new Side[] {FLINK, STREAMS} : new Side[] {STREAMS, FLINK};
    }
}
