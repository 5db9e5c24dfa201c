package io.undercurrent.stream.registry;

import io.undercurrent.schemas.registry.RegisteredSchema;
import io.undercurrent.schemas.registry.RegistryException;
import io.undercurrent.schemas.registry.RegistryException.Kind;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.AvroCompatibility;
import io.undercurrent.spec.avro.AvroReader;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.option.AvroOptions;
import io.undercurrent.spec.option.SpecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Checks a stream's declaration against the registry before anything starts: it refuses now what
 * would become dead letters hours later.
 */
public final class SchemaChecks {
    private SchemaChecks() {}

    /**
     * Fetches all versions of the source's subject from the registry and checks that the stream can
     * read them.
     *
     * @param spec the stream's declaration
     * @return the schemas that were found; those of the declaration if the source uses no registry
     * @throws SpecException if one schema cannot be read as the other, naming both; or if the
     *     registry does not answer or has no such subject
     */
    public static SourceSchemas resolve(StreamSpec spec) {
        if (!spec.source().usesRegistry()) {
            return spec.schemas();
        }
        AvroOptions avro = spec.source().avro();
        List<RegisteredSchema> versions = versions(avro.subject(), spec.schemas());
        SourceSchemas found = found(avro, spec.schemas(), versions);
        Schema reader = AvroReader.schema(spec.source(), found);
        String readerName = AvroReader.name(spec.source(), found);
        List<String> problems = new ArrayList<>();
        for (RegisteredSchema version : versions) {
            AvroCompatibility.problem(reader, readerName, version.schema(), version.describe())
                    .ifPresent(
                            problem ->
                                    problems.add(
                                            String.format(
                                                    Locale.ROOT,
                                                    "source.avro.subject = %s: %s; change source.avro.schema so that it reads both, or delete the version",
                                                    avro.subject(),
                                                    problem)));
        }
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        return found;
    }

    private static List<RegisteredSchema> versions(String subject, SourceSchemas schemas) {
        SchemaRegistry registry = new SchemaRegistry(schemas.registry());
        List<RegisteredSchema> versions = new ArrayList<>();
        try {
            for (int version : registry.versions(subject)) {
                versions.add(registry.version(subject, version));
            }
        } catch (RegistryException e) {
            boolean absent = e.kind() == Kind.NOT_FOUND;
            String problem =
                    absent
                            ? String.format(
                                    Locale.ROOT,
                                    "source.avro.subject = %s: the registry has no such subject;"
                                            + " register the topic's schema under it, or give the"
                                            + " subject that its producers use (%s)",
                                    subject,
                                    e.getMessage())
                            : String.format(
                                    Locale.ROOT,
                                    "registry.url = %s: %s",
                                    schemas.registry().url(),
                                    e.getMessage());
            SpecException refused = new SpecException(List.of(problem));
            refused.initCause(e);
            throw refused;
        }
        if (versions.isEmpty()) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "source.avro.subject = %s: the registry has no version of it;"
                                            + " register the topic's schema",
                                    subject)));
        }
        return versions;
    }

    private static SourceSchemas found(
            AvroOptions avro, SourceSchemas files, List<RegisteredSchema> versions) {
        Map<Integer, String> known = new LinkedHashMap<>();
        versions.forEach(version -> known.put(version.id(), version.schema().toString()));
        String schema = files.schema();
        String origin = files.origin();
        if (AvroOptions.REGISTRY.equals(avro.schema())) {
            RegisteredSchema latest = versions.get(versions.size() - 1);
            schema = latest.schema().toString();
            origin = latest.place();
        }
        return new SourceSchemas(schema, origin, files.writers(), files.registry(), known);
    }
}
