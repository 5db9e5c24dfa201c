package io.undercurrent.streams.state;

import io.undercurrent.command.Brokers;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.RunLock;
import io.undercurrent.streams.run.Application;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which application a command reads or writes. */
final class Config {
    @Option(
            names = "--config",
            paramLabel = "stream.yaml",
            required = true,
            description = "The stream's declaration.")
    Path file;

    @Option(
            names = "--runtime",
            paramLabel = "RUNTIME",
            defaultValue = "kafka-streams",
            description = "This one: kafka-streams.")
    String runtime;

    /** The stream with its folder taken and its brokers there. */
    Opened open() throws IOException {
        Application.checkRuntime(runtime);
        StreamSpec declared = StreamSpec.load(file);
        Path folder = Application.folder(declared);
        RunLock lock = RunLock.takeFolder(folder, "streams.state-folder");
        try {
            return new Opened(lock, Brokers.of(declared, Application.localCheckpoints(declared)));
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    record Opened(RunLock lock, Brokers brokers) implements AutoCloseable {
        StreamSpec spec() {
            return brokers.spec();
        }

        @Override
        public void close() throws IOException {
            brokers.close();
            lock.close();
        }
    }
}
