package io.undercurrent.spec;

import io.undercurrent.schemas.registry.RegistrySettings;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A validated {@code stream.yaml}: what is read, how it is judged and where the results go.
 *
 * <p>Plain immutable data. It is {@link Serializable} for one reason: Flink ships a job graph that
 * way; no state is kept in that form. The options' meanings, defaults and allowed values stand in
 * one place, the reference page {@code docs/reference/options.md}.
 *
 * @param source what is read and how
 * @param forecast what is forecast and how often
 * @param alarm when an event is an anomaly
 * @param episodes which alarms belong together
 * @param model URI of the model's weights
 * @param sink where results go
 * @param checkpoint where and how often the job's state is kept
 * @param job how the job runs
 * @param streams how it runs on Kafka Streams
 * @param metrics where they can be asked for
 * @param kafka Kafka client properties as given, without the {@code kafka.} prefix, in the file's
 *     order; may hold secrets, which {@link #toString} masks
 */
public record StreamSpec(
        Source source,
        Forecast forecast,
        Alarm alarm,
        Episodes episodes,
        String model,
        Sink sink,
        Checkpoint checkpoint,
        Job job,
        Streams streams,
        Metrics metrics,
        Map<String, String> kafka)
        implements Serializable {

    /** The value of {@code kafka.bootstrap.servers} that asks for a broker in this process. */
    public static final String EMBEDDED = "embedded";

    /**
     * Reads and validates a file.
     *
     * @param file the file; relative paths in it are taken from its folder
     * @return the stream that it declares
     * @throws IOException where the file cannot be read
     * @throws SpecException with every problem found, each with its line
     */
    public static StreamSpec load(Path file) throws IOException {
        return SpecReader.load(file);
    }

    /**
     * Validates a text.
     *
     * @param text YAML; relative paths in it are taken from the working folder
     * @param name what error messages call it, for instance {@code stream.yaml}
     * @return the stream that it declares
     * @throws SpecException with every problem found, each with its line
     */
    public static StreamSpec parse(String text, String name) {
        return SpecReader.parse(text, name);
    }

    /**
     * Whether the stream runs on a broker in this process instead of on named brokers.
     *
     * @return true where {@code kafka.bootstrap.servers} is {@link #EMBEDDED}
     */
    public boolean embeddedKafka() {
        return EMBEDDED.equals(kafka.get("bootstrap.servers"));
    }

    /**
     * This stream with other Kafka client properties.
     *
     * @param properties all of them, without the {@code kafka.} prefix
     * @return a new declaration
     */
    public StreamSpec withKafka(Map<String, String> properties) {
        return new StreamSpec(
                source,
                forecast,
                alarm,
                episodes,
                model,
                sink,
                checkpoint,
                job,
                streams,
                metrics,
                properties);
    }

    /**
     * This stream with another source.
     *
     * @param other what is read
     * @return a new declaration
     */
    public StreamSpec withSource(Source other) {
        return new StreamSpec(
                other,
                forecast,
                alarm,
                episodes,
                model,
                sink,
                checkpoint,
                job,
                streams,
                metrics,
                kafka);
    }

    /**
     * This stream with another sink.
     *
     * @param other the sink
     * @return a new declaration
     */
    public StreamSpec withSink(Sink other) {
        return new StreamSpec(
                source,
                forecast,
                alarm,
                episodes,
                model,
                other,
                checkpoint,
                job,
                streams,
                metrics,
                kafka);
    }

    /** All settings, with passwords, tokens, keys and credentials in URIs masked. */
    @Override
    public String toString() {
        return Secrets.describe(this);
    }

    /**
     * What is read and how.
     *
     * @param topic the source topic
     * @param start where reading begins when there is no state to resume from
     * @param groupId the consumer group
     * @param format how values are encoded
     * @param csvColumns a CSV row's columns in order; empty for the other formats
     * @param csvDelimiter what separates CSV cells
     * @param csvText how CSV cells write numbers and missing values
     * @param avro which schemas values are written with and read as, where they are Avro
     * @param key where a record's key comes from
     * @param time where an event's time comes from
     * @param values 1 to 64 distinct value fields
     * @param covariates fields that are read with them and neither forecast nor judged
     * @param late what becomes of an event older than its key's newest
     * @param maxBytes key and value longer than this together are refused undecoded
     * @param maxKeyBytes events whose key is longer than this, as UTF-8, are refused
     * @param groupField the field that names the group an event's key belongs to; null where none
     *     does
     */
    public record Source(
            String topic,
            Start start,
            String groupId,
            Format format,
            List<String> csvColumns,
            char csvDelimiter,
            CsvText csvText,
            Avro avro,
            Key key,
            Time time,
            List<String> values,
            List<String> covariates,
            Late late,
            int maxBytes,
            int maxKeyBytes,
            String groupField)
            implements Serializable {

        /**
         * What an event's numbers are read from.
         *
         * @return the value fields, then the covariates
         */
        public List<String> fields() {
            return Stream.concat(values.stream(), covariates.stream()).toList();
        }

        /**
         * Whether values are our Event, whose fields are what they are.
         *
         * @return false for JSON, CSV and a schema of the user's own
         */
        public boolean isEvent() {
            return format == Format.AVRO && avro.origin() == null;
        }

        /**
         * Whether values carry a registry's ids.
         *
         * @return whether a registry is asked
         */
        public boolean usesRegistry() {
            return avro.registry() != null;
        }

        /**
         * This source with other schemas.
         *
         * @param other the schemas
         * @return a new declaration
         */
        public Source withAvro(Avro other) {
            return new Source(
                    topic,
                    start,
                    groupId,
                    format,
                    csvColumns,
                    csvDelimiter,
                    csvText,
                    other,
                    key,
                    time,
                    values,
                    covariates,
                    late,
                    maxBytes,
                    maxKeyBytes,
                    groupField);
        }
    }

    /**
     * How Avro values are framed, and their schemas. Texts and not paths: the job's other processes
     * have no such files.
     *
     * @param encoding what stands before the record
     * @param schemas further writer schemas that may occur, as JSON
     * @param schema the user's own record schema as JSON; null where values are read as our Event,
     *     and while the registry has yet to be asked for it
     * @param origin what messages call that schema: its file, {@link #REGISTRY} or, once asked for,
     *     name, subject, version and id; null for our Event
     * @param subject what the registry calls the topic's values
     * @param registry the registry; null where none is asked
     * @param known the subject's schemas by id, as JSON, as they were at the start: what a job that
     *     restarts need not ask for
     */
    public record Avro(
            Avro.Encoding encoding,
            List<String> schemas,
            String schema,
            String origin,
            String subject,
            RegistrySettings registry,
            Map<Integer, String> known)
            implements Serializable {
        /** The value of {@code source.avro.schema} that asks for the subject's newest version. */
        public static final String REGISTRY = "registry";

        /** What stands before a record. */
        public enum Encoding {
            /** Two marker bytes and the schema's fingerprint. */
            SINGLE_OBJECT,
            /** A zero byte and the schema's id in a registry. */
            CONFLUENT
        }
    }

    /** How a record's value is encoded. */
    public enum Format {
        /** An Avro record: our Event, or one of a schema of the user's own. */
        AVRO,
        /** One JSON object. */
        JSON,
        /** One CSV row. */
        CSV
    }

    /** What becomes of late events. */
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
            /** The group's committed offsets; the oldest record where there are none. */
            COMMITTED,
            /** The first record whose Kafka timestamp is not before an instant. */
            INSTANT
        }
    }

    /**
     * Where a record's key comes from.
     *
     * @param from the record's key or a field of its value
     * @param field the field, for {@link From#FIELD}; otherwise null
     * @param encoding how the record's key becomes text
     */
    public record Key(Key.From from, String field, Key.Encoding encoding) implements Serializable {
        /** Places of a key. */
        public enum From {
            /** The Kafka record's key. */
            RECORD,
            /** A field of the value. */
            FIELD
        }

        /** How a record key's bytes become text. */
        public enum Encoding {
            /** They are UTF-8 text. */
            UTF8,
            /** Any bytes, written as lower-case hex digits. */
            HEX
        }
    }

    /**
     * Where an event's time comes from.
     *
     * @param field the field that holds it
     * @param unit how it is written
     * @param pattern the pattern, for {@link Unit#PATTERN}; otherwise null
     * @param zone the zone of texts that name none
     * @param maxAhead how far an event's time may lie beyond its record's Kafka timestamp
     */
    public record Time(String field, Unit unit, String pattern, ZoneId zone, Duration maxAhead)
            implements Serializable {
        /** Ways of writing a time. */
        public enum Unit {
            /** Seconds since the epoch, fractions allowed. */
            S,
            /** Milliseconds since the epoch, fractions allowed. */
            MS,
            /** Microseconds since the epoch. */
            US,
            /** Nanoseconds since the epoch; what is finer than a microsecond is dropped. */
            NS,
            /** An ISO-8601 text, with {@code T} or a blank between date and time. */
            ISO,
            /** A text in a pattern of java.time. */
            PATTERN
        }
    }

    /**
     * What is forecast and how often.
     *
     * @param horizon steps ahead
     * @param quantiles rising levels in (0, 1), 0.5 among them
     * @param every events of a key between its forecasts
     * @param seasons rising lengths in events; none lets each key find its own
     */
    public record Forecast(int horizon, List<Double> quantiles, int every, List<Integer> seasons)
            implements Serializable {}

    /**
     * When an event is an anomaly.
     *
     * @param rate the share of ordinary events that may raise an alarm
     * @param warmup events of a key before its first alarm
     */
    public record Alarm(double rate, int warmup) implements Serializable {}

    /**
     * Which alarms of a key belong together, and which keys.
     *
     * @param quiet the longest gap between alarms of one episode, in event time
     * @param major the score from which an episode is major, above 0.5
     * @param critical the score from which it is critical, above {@code major} and below 1
     * @param groupPattern what finds a group's name in a key, for {@link GroupPattern}; null where
     *     nothing does
     */
    public record Episodes(Duration quiet, double major, double critical, String groupPattern)
            implements Serializable {}

    /**
     * Where results go.
     *
     * @param scores topic of the scores
     * @param forecasts topic of the forecasts
     * @param anomalies topic of the anomalies
     * @param episodes topic of the episodes
     * @param deadLetters topic of the dead letters
     * @param transactionalIdPrefix what the producers' transactional ids begin with
     * @param transactionTimeout how long a transaction may stay open
     * @param deadLetterMaxBytes longer originals are replaced by length and hash
     * @param registered where results carry a registry's ids; null where they carry fingerprints
     */
    public record Sink(
            String scores,
            String forecasts,
            String anomalies,
            String episodes,
            String deadLetters,
            String transactionalIdPrefix,
            Duration transactionTimeout,
            int deadLetterMaxBytes,
            Registered registered)
            implements Serializable {
        /**
         * This sink with the ids of its schemas.
         *
         * @param ids by topic
         * @return a new declaration
         */
        public Sink withIds(Map<String, Integer> ids) {
            return new Sink(
                    scores,
                    forecasts,
                    anomalies,
                    episodes,
                    deadLetters,
                    transactionalIdPrefix,
                    transactionTimeout,
                    deadLetterMaxBytes,
                    new Registered(registered.registry, ids));
        }
    }

    /**
     * Results that carry a registry's ids.
     *
     * @param registry the registry
     * @param ids the schemas' ids by topic, asked for at the start; empty before
     */
    public record Registered(RegistrySettings registry, Map<String, Integer> ids)
            implements Serializable {}

    /**
     * Where and how often the job's state is kept.
     *
     * @param folder a path or URI
     * @param interval the time between checkpoints, which is also how long outputs stay uncommitted
     */
    public record Checkpoint(String folder, Duration interval) implements Serializable {}

    /**
     * How the job runs.
     *
     * @param name the job's name in Flink
     * @param runtime what runs the job, unless the command line names another
     * @param parallelism parallel instances of each operator
     * @param maxParallelism key groups; fixed for a job's life
     * @param stateBackend where Flink holds keyed state
     * @param cacheBytes heap memory of each scoring instance for slabs that RocksDB holds; 0 is no
     *     cache
     * @param cacheMaxDirtyBytes how much of the cache RocksDB may not know yet
     * @param expireAfter how long a key may stay away before it starts afresh; null is for ever
     * @param batch at most this many events of different keys are scored together
     * @param rebuildEvents raw events that each key keeps to build its memory anew from
     * @param statePrecision how each key's SSM states are kept
     * @param jitWarmUp how long each scoring instance runs on made-up events at its start
     * @param restartAttempts failures in a row without progress after which the job stops
     */
    public record Job(
            String name,
            RuntimeName runtime,
            int parallelism,
            int maxParallelism,
            StateBackend stateBackend,
            int cacheBytes,
            int cacheMaxDirtyBytes,
            Duration expireAfter,
            int batch,
            int rebuildEvents,
            Precision statePrecision,
            Duration jitWarmUp,
            int restartAttempts)
            implements Serializable {}

    /**
     * How the job runs on Kafka Streams, besides what holds for both runtimes.
     *
     * @param stateFolder the local folder of the stores; null for one in the checkpoint folder
     * @param standbyReplicas copies of each key's memory on other instances
     * @param http where queries are answered
     * @param httpAdvertised where other instances reach that; null for the same
     * @param httpRate queries a second at most
     */
    public record Streams(
            String stateFolder,
            int standbyReplicas,
            Address http,
            Address httpAdvertised,
            int httpRate)
            implements Serializable {}

    /**
     * Where metrics can be asked for, besides where a runtime shows them itself.
     *
     * @param prometheus where {@code run} answers Prometheus; {@link Address#NONE} for nowhere
     */
    public record Metrics(Address prometheus) implements Serializable {}

    /**
     * A host and a port.
     *
     * @param host a name or an address
     * @param port from 0, which stands for a free one, to 65535
     */
    public record Address(String host, int port) implements Serializable {
        /** Nowhere. */
        public static final Address NONE = new Address("none", -1);

        private static final Pattern HOST_PORT =
                Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+):(\\d{1,5})");

        /**
         * Reads an address.
         *
         * @param text {@code host:port}, an IPv6 host in brackets
         * @return the address; port 0 takes a free one
         * @throws IllegalArgumentException where it is none or the port is above 65535
         */
        public static Address parse(String text) {
            Matcher matcher = HOST_PORT.matcher(text);
            if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
                throw new IllegalArgumentException(
                        text + ": allowed is host:port, with a port from 0 to 65535");
            }
            return new Address(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }

        @Override
        public String toString() {
            return equals(NONE) ? host : host + ":" + port;
        }
    }

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
         * The name as options write it.
         *
         * @return the name in lower case, its words joined by hyphens
         */
        public String text() {
            return OptionTypes.name(this);
        }
    }
}
