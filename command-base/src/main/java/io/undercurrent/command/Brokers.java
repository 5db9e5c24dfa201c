package io.undercurrent.command;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.kafka.local.LocalKafkaException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TopicExistsException;

/** Provides the brokers of a run: those that the file names, or one that is started here. */
public final class Brokers implements AutoCloseable {
    private final StreamSpec spec;
    private final LocalKafka local;

    private Brokers(StreamSpec spec, LocalKafka local) {
        this.spec = spec;
        this.local = local;
    }

    /**
     * Takes the brokers that are named, or starts one.
     *
     * @param spec the stream's declaration
     * @param folder the folder for an embedded broker's data; empty if there is no local folder
     * @return the brokers, which the caller closes at the end
     * @throws SpecException if the broker is embedded and there is no local folder
     */
    public static Brokers of(StreamSpec spec, Optional<Path> folder) {
        if (!spec.embeddedKafka()) {
            return new Brokers(spec, null);
        }
        Path data =
                folder.orElseThrow(
                                () ->
                                        new SpecException(
                                                List.of(
                                                        "kafka.bootstrap.servers = embedded: its data lies in checkpoint.folder, which must be a local folder then, not "
                                                                + spec.checkpoint().folder())))
                        .resolve("embedded-kafka");
        LocalKafka kafka = LocalKafka.start(data);
        try {
            ensureTopic(kafka, spec);
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
        return new Brokers(spec.withBrokers(kafka.bootstrapServers()), kafka);
    }

    /**
     * Refuses an embedded broker, for a command that shares the brokers with another program.
     *
     * @param spec the stream's declaration
     * @param file the declaration's file, for the message
     * @throws SpecException if its broker is embedded
     */
    public static void requireShared(StreamSpec spec, Path file) {
        if (spec.embeddedKafka()) {
            throw new SpecException(
                    List.of(
                            file
                                    + ": kafka.bootstrap.servers = embedded: that broker lives in the process of run; name brokers that both reach"));
        }
    }

    /**
     * Creates the source topic; an existing one stays as it is, even if the parallelism has
     * changed.
     */
    private static void ensureTopic(LocalKafka kafka, StreamSpec spec) {
        try {
            kafka.createTopic(spec.source().topic(), spec.job().parallelism());
        } catch (LocalKafkaException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /**
     * The stream's declaration.
     *
     * @return the declaration, with real brokers named
     */
    public StreamSpec spec() {
        return spec;
    }

    /**
     * Describes the broker that was started here.
     *
     * @return one line; empty if none was started
     */
    public Optional<String> describe() {
        return Optional.ofNullable(local)
                .map(kafka -> "embedded broker at " + kafka.bootstrapServers());
    }

    @Override
    public void close() {
        if (local != null) {
            local.close();
        }
    }
}
