package io.undercurrent.spec.option;

import io.undercurrent.spec.option.Option.Kind;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What is read and how: the section {@code source}. */
public record SourceOptions(
        @Option(
                        kind = Kind.TOPIC,
                        required = true,
                        doc = "The topic whose records are the stream's events.")
                String topic,
        @Option(
                        byDefault = "earliest",
                        doc =
                                """
                                Where reading begins when there is no checkpoint to resume from: the oldest
                                record, the newest, the group's committed offsets (the oldest record where
                                there are none), or the first record whose Kafka timestamp is not before an
                                instant.
                                """)
                Start start,
        @Option(
                        byDefault = "undercurrent-<source.topic>",
                        doc =
                                """
                                The consumer group under which progress is shown to Kafka's tools; what
                                resumes the job is its checkpoint. On Kafka Streams the application is
                                called after it, with -streams at its end.
                                """)
                String groupId,
        @Option(
                        byDefault = "avro",
                        doc =
                                """
                                How a record's value is encoded: avro is our Event or a record of
                                source.avro.schema, json one object, csv one row.
                                """)
                Format format,
        CsvOptions csv,
        AvroOptions avro,
        KeyOptions key,
        TimeOptions time,
        @Option(
                        kind = Kind.DISTINCT,
                        min = "1",
                        max = "64",
                        allowed = "lists of 1 to 64 fields, each once",
                        required = true,
                        doc =
                                """
                                The fields that hold the observed values, in the order in which results list
                                them; null, NaN and an empty CSV cell mean that a value is missing, while an
                                absent field, a number in quotes or one that is neither 0 nor of a magnitude
                                from 1e-100 to 1e100 makes a dead letter; in JSON and with
                                source.avro.schema dotted paths (array elements by index, \\. for a dot
                                inside a name).
                                """)
                List<String> values,
        @Option(
                        kind = Kind.DISTINCT,
                        allowed = "lists of fields, each once",
                        doc =
                                """
                                Further fields that help to forecast the values and are themselves neither
                                forecast nor judged, in the same form; with the values at most 64. The model
                                must have been trained with them.
                                """)
                List<String> covariates,
        @Option(
                        allowed = "fields' names; in JSON and with source.avro.schema dotted paths",
                        doc =
                                """
                                The field that names the group an event's key belongs to, such as its site,
                                for episodes of groups; texts of up to 512 characters and whole numbers are
                                names, and with anything else, or without it, the event names none. Not with
                                our Event.
                                """)
                String groupField,
        @Option(
                        byDefault = "dead-letter",
                        doc =
                                """
                                What becomes of an event older than its key's newest: it is a dead letter,
                                or it is scored with a time gap of 0. The third of those that agree on an
                                earlier time gives the key its clock back.
                                """)
                Late late,
        @Option(
                        kind = Kind.BYTES,
                        min = "64B",
                        max = "64MiB",
                        byDefault = "1MiB",
                        doc =
                                """
                                A record whose key and value are longer than this together is a dead letter.
                                """)
                int maxBytes,
        @Option(
                        kind = Kind.BYTES,
                        min = "1B",
                        max = "1MiB",
                        byDefault = "1KiB",
                        doc =
                                """
                                An event whose key is longer than this, as UTF-8 text, is a dead letter.
                                Results hold the key up to twice, so the largest record that topics and
                                producers must take grows with it.
                                """)
                int maxKeyBytes)
        implements Serializable {
    /** For our Event, the schema decides how time is read, not the defaults for other formats. */
    public SourceOptions {
        if (format == Format.AVRO && avro.schema() == null) {
            time = time.ofEvent();
        }
    }

    /**
     * What an event's numbers are read from.
     *
     * @return the value fields, then the covariates
     */
    public List<String> fields() {
        return Stream.concat(values.stream(), covariates.stream()).toList();
    }

    /**
     * Whether values are our Event, whose fields are fixed.
     *
     * @return false for JSON, CSV and a schema of the user's own
     */
    public boolean isEvent() {
        return format == Format.AVRO && avro.schema() == null;
    }

    /**
     * Whether values carry a registry's ids.
     *
     * @return true if the registry is asked for their schemas
     */
    public boolean usesRegistry() {
        return format == Format.AVRO && avro.encoding() == AvroOptions.Encoding.CONFLUENT;
    }

    /** How a record's value is encoded. */
    public enum Format {
        /** An Avro record: our Event, or a record with a schema of the user's own. */
        AVRO,
        /** One JSON object. */
        JSON,
        /** One CSV row. */
        CSV
    }

    /** What happens to late events. */
    public enum Late {
        /** They go to the dead letters. */
        DEAD_LETTER,
        /** They are scored with a time gap of 0. */
        SCORE
    }

    /**
     * Where reading begins when there is no state to resume from.
     *
     * @param from the kind of start
     * @param instant the first record timestamp to read, for {@link From#INSTANT}; otherwise null
     */
    public record Start(Start.From from, Instant instant) implements Serializable {
        /** Kinds of start. */
        public enum From {
            /** The oldest record that the brokers still have. */
            EARLIEST,
            /** Only records that arrive from now on. */
            LATEST,
            /** The group's committed offsets; the oldest record if there are none. */
            COMMITTED,
            /** The first record whose Kafka timestamp is not before an instant. */
            INSTANT
        }
    }
}
