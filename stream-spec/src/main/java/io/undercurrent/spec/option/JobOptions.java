package io.undercurrent.spec.option;

import io.undercurrent.spec.option.Option.Kind;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** How the job runs: the section {@code job}. */
public record JobOptions(
        @Option(
                        byDefault = "undercurrent-<source.topic>",
                        doc = "The job's name in Flink's lists and metrics.")
                String name,
        @Option(
                        byDefault = "flink",
                        doc =
                                """
                                What runs the job: a Flink cluster in the process, or Kafka Streams.
                                --runtime overrides it; submit and a Flink deployment take flink alone. Both
                                write the same results.
                                """)
                RuntimeName runtime,
        @Option(
                        min = "1",
                        max = "32768",
                        byDefault = "1",
                        doc =
                                """
                                How many instances of each operator run in parallel; results do not depend
                                on it.
                                """)
                int parallelism,
        @Option(
                        min = "1",
                        max = "32768",
                        byDefault = "128",
                        doc =
                                """
                                The most that job.parallelism can ever be; fixed for a job's life, another
                                value cannot resume its checkpoints.
                                """)
                int maxParallelism,
        @Option(
                        byDefault = "hashmap",
                        doc =
                                """
                                Where Flink holds the key states: on the heap, which is faster, or in
                                RocksDB on the local disk, for more keys than fit. Kafka Streams holds them
                                in RocksDB whatever this option says.
                                """)
                StateBackend stateBackend,
        @Option(
                        key = "cache-size",
                        kind = Kind.BYTES,
                        min = "0B",
                        max = "2047MiB",
                        doc =
                                """
                                With rocksdb: heap memory of each scoring instance for the slabs of the keys
                                used last, which are then neither read from nor written to RocksDB at each
                                event; 0B writes each event through, and anything else holds at least one
                                key. Without it Flink takes a quarter of the heap for all instances of a
                                process together, at least 64 MiB each, and Kafka Streams 64 MiB each. While
                                a checkpoint is written, up to as much again holds copies.
                                """)
                Integer cacheBytes,
        @Option(
                        key = "cache-max-dirty",
                        kind = Kind.BYTES,
                        min = "1B",
                        max = "2047MiB",
                        byDefault = "16MiB",
                        doc =
                                """
                                With rocksdb: how much of the cache RocksDB may not know yet, which is what
                                a checkpoint stops the stream to write; less makes shorter pauses, more
                                makes fewer writes. At least one key; a cache that is smaller may be dirty
                                as a whole. On Flink the states of keys that have events in every
                                checkpoint interval do not count: checkpoints contain them, without a pause.
                                """)
                int cacheMaxDirtyBytes,
        @Option(
                        min = "1s",
                        max = "3650d",
                        doc =
                                """
                                A key whose next event comes more than this after its newest one, by event
                                time, starts without state, and the states of keys that stay away are freed;
                                without it keys are remembered for ever.
                                """)
                Duration expireAfter,
        @Option(
                        min = "0",
                        max = "65536",
                        byDefault = "256",
                        doc =
                                """
                                Each key keeps so many of its newest raw events, 8 bytes and 8 a field each,
                                so that its key state can be rebuilt when the job is restarted with another
                                model or other options; 0 keeps none, and such a restart is refused.
                                """)
                int rebuildEvents,
        @Option(
                        byDefault = "fp32",
                        doc =
                                """
                                How the model's states of each key (SSM states and convolution tails) are
                                kept: fp16 takes half their bytes and rounds them after every event, which
                                costs time and a little accuracy (docs/accuracy.md). It may be changed at a restart.
                                """)
                Precision statePrecision,
        @Option(
                        min = "0s",
                        max = "1min",
                        byDefault = "300ms",
                        doc =
                                """
                                At its start each scoring instance runs so long on made-up events, until the
                                JVM has compiled the model's step; the first real events would otherwise
                                take milliseconds each.
                                """)
                Duration jitWarmUp,
        @Option(
                        min = "1",
                        max = "1000000",
                        byDefault = "10",
                        doc =
                                """
                                After so many failures in a row without progress in between (a complete
                                checkpoint, with Kafka Streams a commit) the job stops with the cause; until
                                then it restarts by itself, after half a second at first and 10 s at last.
                                """)
                int restartAttempts,
        @Option(
                        min = "1s",
                        max = "10min",
                        byDefault = "1min",
                        doc =
                                """
                                How often a running job compares its topics with those that it started with:
                                one that was deleted, or created again, ends the job with the reason; new
                                partitions of the source are read by Flink, and end Kafka Streams.
                                """)
                Duration checkInterval,
        @Option(
                        key = "rest.port",
                        min = "0",
                        max = "65535",
                        doc =
                                """
                                Where run on Flink opens Flink's REST interface, on the loopback address and
                                for clients with the key that the start makes and names; 0 takes a free
                                port. Without it nothing listens. On a Flink cluster the cluster's own
                                settings decide (docs/security.md).
                                """)
                Integer restPort,
        @Option(
                        kind = Kind.DISTINCT,
                        max = "64",
                        allowed = "lists of up to 64 host names, each once",
                        doc =
                                """
                                Further host names by which clients address metrics.prometheus, streams.http
                                and observe: a request whose Host header has another name gets 421. Names
                                that those addresses have, loopback names and, beyond this machine, IP
                                addresses and names without a dot need not be listed.
                                """)
                List<String> httpHosts)
        implements Serializable {
    /** How SSM states are kept. */
    public enum Precision {
        /** As the model computes them. */
        FP32,
        /** In half the bytes, rounded after every event. */
        FP16
    }

    /** Where Flink holds keyed state. */
    public enum StateBackend {
        /** Objects on the heap. */
        HASHMAP,
        /** RocksDB on the local disk. */
        ROCKSDB
    }

    /** What runs a job. */
    public enum RuntimeName {
        /** Apache Flink. */
        FLINK,
        /** Kafka Streams. */
        KAFKA_STREAMS;

        /**
         * The name as stream.yaml writes it.
         *
         * @return the name in lower case, with hyphens between its words
         */
        public String text() {
            return OptionTypes.name(this);
        }
    }
}
