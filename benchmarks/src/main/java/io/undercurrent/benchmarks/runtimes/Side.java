package io.undercurrent.benchmarks.runtimes;

import java.nio.file.Path;

/** The runtimes; each has a class path of its own, for they bring two builds of RocksDB. */
enum Side {
    FLINK("Flink job", "demo", "io.undercurrent.cli.Main"),
    STREAMS("Kafka Streams", "kafka-streams", "io.undercurrent.streams.Main");

    final String title;
    final String main;
    private final String module;

    Side(String title, String module, String main) {
        this.title = title;
        this.module = module;
        this.main = main;
    }

    /** The folder of its jars in a checkout that was built. */
    Path lib(Path home) {
        return home.resolve(module).resolve("target/lib").toAbsolutePath().normalize();
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
