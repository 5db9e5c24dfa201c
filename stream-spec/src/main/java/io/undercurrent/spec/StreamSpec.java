package io.undercurrent.spec;

import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.option.AlarmOptions;
import io.undercurrent.spec.option.CheckpointOptions;
import io.undercurrent.spec.option.EpisodesOptions;
import io.undercurrent.spec.option.ForecastOptions;
import io.undercurrent.spec.option.JobOptions;
import io.undercurrent.spec.option.MetricsOptions;
import io.undercurrent.spec.option.Option;
import io.undercurrent.spec.option.Option.Kind;
import io.undercurrent.spec.option.RegistryOptions;
import io.undercurrent.spec.option.Secrets;
import io.undercurrent.spec.option.SinkOptions;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.spec.option.StreamsOptions;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A validated {@code stream.yaml}, as the file says it: what is read, how it is scored and where
 * the results go. {@code ResolvedStream} adds what brokers and registry say. The components declare
 * the file's options and sections, each in the order of {@code docs/reference/options.md}.
 *
 * <p>It is plain immutable data. It is {@link Serializable} for one reason: Flink ships a job graph
 * that way. No state is stored in that form.
 *
 * @param schemas the source's schemas as far as the declared files contain them; a running stream
 *     uses those of its {@code ResolvedStream}
 * @param kafka Kafka client properties as given, without the {@code kafka.} prefix, in the file's
 *     order; may hold secrets, which {@link #toString} masks
 */
public record StreamSpec(
        SourceOptions source,
        RegistryOptions registry,
        ForecastOptions forecast,
        AlarmOptions alarm,
        EpisodesOptions episodes,
        @Option(
                        kind = Kind.URI,
                        byDefault = "bundled:universal",
                        doc =
                                """
                                The model's weights, loaded where and when the operator opens:
                                bundled:universal, bundled:universal-medium (better forecasts, for about 1.8 times the
                                time and 1.9 times the bytes), bundled:universal-1 (universal's first
                                edition), or a folder that train wrote.
                                """)
                String model,
        SinkOptions sink,
        CheckpointOptions checkpoint,
        JobOptions job,
        StreamsOptions streams,
        MetricsOptions metrics,
        @Option(
                        key = "kafka.bootstrap.servers",
                        kind = Kind.BROKERS,
                        required = true,
                        doc =
                                """
                                The Kafka brokers to connect to first; embedded starts a broker in this
                                process.
                                """)
                Map<String, String> kafka,
        SourceSchemas schemas)
        implements Serializable {

    /** The value of {@code kafka.bootstrap.servers} that asks for a broker in this process. */
    public static final String EMBEDDED = Option.EMBEDDED;

    /**
     * Reads and validates a file.
     *
     * @param file the file; relative paths in it are taken from its folder
     * @return the stream that it declares
     * @throws IOException if the file cannot be read
     * @throws SpecException with every problem found, each with its line
     */
    public static StreamSpec load(Path file) throws IOException {
        return SpecReader.load(file);
    }

    /**
     * Validates a text.
     *
     * @param text YAML; relative paths in it are taken from the working folder
     * @param name its name in error messages, for instance {@code stream.yaml}
     * @return the stream that it declares
     * @throws SpecException with every problem found, each with its line
     */
    public static StreamSpec parse(String text, String name) {
        return SpecReader.parse(text, name);
    }

    /**
     * Whether the stream runs on a broker in this process instead of on named brokers.
     *
     * @return true if {@code kafka.bootstrap.servers} is {@link #EMBEDDED}
     */
    public boolean embeddedKafka() {
        return EMBEDDED.equals(kafka.get("bootstrap.servers"));
    }

    /**
     * This stream with brokers that have been started for it.
     *
     * @param servers replaces {@code kafka.bootstrap.servers}
     * @return a new declaration
     */
    public StreamSpec withBrokers(String servers) {
        Map<String, String> properties = new LinkedHashMap<>(kafka);
        properties.put("bootstrap.servers", servers);
        return new StreamSpec(
                source,
                registry,
                forecast,
                alarm,
                episodes,
                model,
                sink,
                checkpoint,
                job,
                streams,
                metrics,
                Collections.unmodifiableMap(properties),
                schemas);
    }

    /** All settings, with passwords, tokens, keys and credentials in URIs masked. */
    @Override
    public String toString() {
        return Secrets.describe(this);
    }
}
