package io.undercurrent.stream.runtime;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.registry.SchemaChecks;
import io.undercurrent.stream.results.ResultIds;
import io.undercurrent.stream.results.ResultSchemas;
import io.undercurrent.stream.results.ResultTopics;
import java.util.Locale;

/**
 * A stream that can run: its declaration, and what brokers and registry say about it. A {@link
 * StreamSpec} is what the file says; runtimes score only resolved streams, so nothing is looked up
 * once a job runs, except schemas that appear later.
 *
 * @param spec the declaration, with real brokers named
 * @param schemas the schemas that the source's values are written with and read with
 * @param results the schema ids that results carry
 */
public record ResolvedStream(StreamSpec spec, SourceSchemas schemas, ResultIds results) {
    /**
     * Checks that nothing is left to look up.
     *
     * @throws IllegalArgumentException if the brokers are still {@code embedded}, or the schema id
     *     of a topic is missing
     */
    public ResolvedStream {
        if (spec.embeddedKafka()) {
            throw new IllegalArgumentException(
                    "kafka.bootstrap.servers = embedded: start the brokers before the stream is resolved");
        }
        if (spec.source().usesRegistry() && schemas.known().isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "source.avro.subject = %s: its schemas are not known; ask the registry first",
                            spec.source().avro().subject()));
        }
        results.require(ResultTopics.ofJob(spec.sink()).keySet());
    }

    /**
     * Asks the registry, if the declaration names one. Schemas of results that are missing there
     * are registered.
     *
     * @param spec the declaration, with real brokers named
     * @return the stream
     * @throws SpecException if the registry does not answer, or refuses a schema, or has a version
     *     of the source's schema that the stream cannot read
     */
    public static ResolvedStream of(StreamSpec spec) {
        return new ResolvedStream(spec, SchemaChecks.resolve(spec), ResultSchemas.ofJob(spec));
    }
}
