package io.undercurrent.command;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.kafka.local.LocalKafkaException;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.TopicExistsException;

/** The brokers of a run: the ones that the file names, or one started here. */
public final class Brokers implements AutoCloseable {
    private final StreamSpec spec;
    private final LocalKafka local;

    private Brokers(StreamSpec spec, LocalKafka local) {
        this.spec = spec;
        this.local = local;
    }

    /**
     * Finds the brokers, or starts one.
     *
     * @param spec the stream's declaration
     * @param folder where an embedded broker's data lies; empty where there is no local folder
     * @return what is to be closed at the end
     * @throws SpecException where a broker cannot be started there
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
        Map<String, String> properties = new LinkedHashMap<>(spec.kafka());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return new Brokers(spec.withKafka(properties), kafka);
    }

    /**
     * Refuses a broker in the process, for a command that has to meet another program there.
     *
     * @param spec the stream's declaration
     * @param file where it stands, for the message
     * @throws SpecException where its brokers are embedded
     */
    public static void requireShared(StreamSpec spec, Path file) {
        if (spec.embeddedKafka()) {
            throw new SpecException(
                    List.of(
                            file
                                    + ": kafka.bootstrap.servers = embedded: that broker lives in the process of run; name brokers that both reach"));
        }
    }

    /** A topic of an earlier run stays as it is, whatever the parallelism has become since. */
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
     * The stream.
     *
     * @return its declaration, with real brokers named
     */
    public StreamSpec spec() {
        return spec;
    }

    /**
     * What was started here.
     *
     * @return a line about it, or nothing
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
