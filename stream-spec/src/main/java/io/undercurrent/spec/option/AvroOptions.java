package io.undercurrent.spec.option;

import java.io.Serializable;
import java.util.List;

/** How Avro values are framed, and where their schemas are: the section {@code source.avro}. */
public record AvroOptions(
        @Option(
                        allowed = "lists of .avsc files",
                        doc =
                                """
                                Files with further schemas that records may be written with, each readable
                                as an Event or as source.avro.schema; a record with any other schema is a
                                dead letter. With a registry it knows them.
                                """)
                List<String> schemas,
        @Option(
                        byDefault = "single-object",
                        doc =
                                """
                                What comes before an Avro record: single-object is two marker bytes and the
                                schema's fingerprint, confluent a zero byte and the schema's id in the
                                registry.
                                """)
                Encoding encoding,
        @Option(
                        allowed = ".avsc files and registry",
                        doc =
                                """
                                The record schema to read values as, whose fields key, time, group and
                                values name by dotted paths: a file, or the newest version that the registry
                                has at start. Without it values are read as our Event.
                                """)
                String schema,
        @Option(
                        byDefault = "<source.topic>-value",
                        doc =
                                """
                                What the registry calls the topic's values; all versions of it must be
                                readable at start.
                                """)
                String subject)
        implements Serializable {
    /** The value of {@code source.avro.schema} that asks for the subject's newest version. */
    public static final String REGISTRY = "registry";

    /** The header in front of a record. */
    public enum Encoding {
        /** Two marker bytes and the schema's fingerprint. */
        SINGLE_OBJECT,
        /** A zero byte and the schema's id in a registry. */
        CONFLUENT
    }
}
