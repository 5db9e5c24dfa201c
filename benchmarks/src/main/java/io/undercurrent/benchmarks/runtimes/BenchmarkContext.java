package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Declaration;
import io.undercurrent.spec.StreamSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;

/**
 * Where all runs take place.
 *
 * @param setting what they have in common
 * @param broker in a process of its own
 * @param admin a client of it
 * @param folder for declarations, logs and state
 */
record BenchmarkContext(Setting setting, Broker broker, Admin admin, Path folder) {
    /**
     * A stream as one side runs it.
     *
     * @param side which
     * @param yaml its declaration as a file
     * @param spec the same, read
     * @param state its checkpoints or stores
     */
    record Declared(Side side, Path yaml, StreamSpec spec, Path state) {
        String name() {
            return spec.source().groupId();
        }

        /** The consumer group that its progress is committed to. */
        String group() {
            return side == Side.STREAMS ? name() + "-streams" : name();
        }
    }

    /** Declares a stream with outputs of its own, and makes their topics. */
    Declared declare(Side side, String topic, String what, String interval) throws Exception {
        String name = what + "-" + side.id();
        Path state = folder.resolve(name);
        Declaration declaration =
                new Declaration(
                        topic,
                        name,
                        setting.model(),
                        state,
                        interval,
                        setting.parallelism(),
                        "rocksdb",
                        broker.servers());
        Path yaml = folder.resolve(name + ".yaml");
        String text = declaration.text() + "streams.http: none\n";
        if (side == Side.STREAMS) {
            text += String.join("\n", setting.streamsOnly()) + "\n";
        }
        Files.writeString(yaml, text);
        StreamSpec spec = declaration.spec();
        Broker.create(admin, setting.partitions(), Declaration.outputs(spec).values());
        return new Declared(side, yaml, spec, state);
    }
}
