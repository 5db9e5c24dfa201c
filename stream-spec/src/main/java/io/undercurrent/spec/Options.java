package io.undercurrent.spec;

import static io.undercurrent.spec.Option.optional;
import static io.undercurrent.spec.Option.required;
import static io.undercurrent.spec.Option.unset;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The registry of all options: the file is validated against it and the reference page generated
 * from it, so neither can forget an option.
 */
final class Options {
    /** What stands for the source topic's name in a default. */
    static final String TOPIC = "<source.topic>";

    /** Prefix of the Kafka client properties that are passed on as they are. */
    static final String KAFKA = "kafka.";

    private static final int MAX_KEY_GROUPS = 32_768;
    private static final Map<String, Option<?>> ALL = new LinkedHashMap<>();

    static final Option<String> SOURCE_TOPIC =
            add(
                    required(
                            "source.topic",
                            OptionTypes.topic(),
                            "The topic whose records are the stream's events."));

    static final Option<StreamSpec.Start> SOURCE_START =
            add(
                    optional(
                            "source.start",
                            OptionTypes.start(),
                            "earliest",
                            "Where reading begins when there is no checkpoint to resume from:"
                                    + " the oldest record, the newest, the group's committed"
                                    + " offsets (the oldest record where there are none), or the"
                                    + " first record whose Kafka timestamp is not before an"
                                    + " instant."));

    static final Option<String> SOURCE_GROUP_ID =
            add(
                    optional(
                            "source.group-id",
                            OptionTypes.text("texts without blanks around them"),
                            "undercurrent-" + TOPIC,
                            "The consumer group under which progress is shown to Kafka's tools;"
                                    + " what resumes the job is its checkpoint. On Kafka Streams the"
                                    + " application is called after it, with -streams at its end."));

    static final Option<StreamSpec.Format> SOURCE_FORMAT =
            add(
                    optional(
                            "source.format",
                            OptionTypes.choice(StreamSpec.Format.class),
                            "avro",
                            "How a record's value is encoded: avro is our Event or a record of"
                                    + " source.avro.schema, json one object, csv one row."));

    static final Option<List<String>> CSV_COLUMNS =
            add(
                    unset(
                            "source.csv.columns",
                            OptionTypes.texts("lists of the columns' names, each once"),
                            "The columns of a CSV row in order (required with csv): records carry"
                                    + " no header line."));

    static final Option<Character> CSV_DELIMITER =
            add(
                    optional(
                            "source.csv.delimiter",
                            OptionTypes.character(),
                            ",",
                            "What separates the cells of a CSV row."));

    static final Option<Character> CSV_DECIMAL_SEPARATOR =
            add(
                    optional(
                            "source.csv.decimal-separator",
                            OptionTypes.decimalSeparator(),
                            ".",
                            "What separates decimals in a CSV cell. The other of the two, a blank"
                                    + " or an apostrophe may separate thousands where it can mean"
                                    + " nothing else; 1,234 or 1.234 alone makes a dead letter."));

    static final Option<List<String>> CSV_MISSING =
            add(
                    optional(
                            "source.csv.missing",
                            OptionTypes.texts("lists of texts"),
                            CsvText.MISSING,
                            "What stands for a missing value in a CSV cell, in upper or lower case,"
                                    + " besides an empty cell and NaN; a number, such as -9999,"
                                    + " means each cell of that value."));

    static final Option<List<String>> AVRO_SCHEMAS =
            add(
                    unset(
                            "source.avro.schemas",
                            OptionTypes.texts("lists of .avsc files"),
                            "Files with further schemas that records may be written with, each"
                                    + " readable as an Event or as source.avro.schema; a record"
                                    + " with any other schema is a dead letter. With a registry"
                                    + " it knows them."));

    static final Option<StreamSpec.Avro.Encoding> AVRO_ENCODING =
            add(
                    optional(
                            "source.avro.encoding",
                            OptionTypes.choice(StreamSpec.Avro.Encoding.class),
                            "single-object",
                            "What stands before an Avro record: single-object is two marker bytes"
                                    + " and the schema's fingerprint, confluent a zero byte and"
                                    + " the schema's id in the registry."));

    static final Option<String> AVRO_SCHEMA =
            add(
                    unset(
                            "source.avro.schema",
                            OptionTypes.text(".avsc files and registry"),
                            "The record schema to read values as, whose fields key, time, group"
                                    + " and values name by dotted paths: a file, or the newest"
                                    + " version that the registry has at start. Without it values"
                                    + " are read as our Event."));

    static final Option<String> AVRO_SUBJECT =
            add(
                    optional(
                            "source.avro.subject",
                            OptionTypes.text("texts without blanks around them"),
                            TOPIC + "-value",
                            "What the registry calls the topic's values; all versions of it must"
                                    + " be readable at start."));

    static final Option<StreamSpec.Key.From> KEY_FROM =
            add(
                    optional(
                            "source.key.from",
                            OptionTypes.choice(StreamSpec.Key.From.class),
                            "record",
                            "Where an event's key comes from: the Kafka record's key or a field of"
                                    + " its value; with a field whose values span partitions, the"
                                    + " order of arrival decides what a key has seen."));

    static final Option<String> KEY_FIELD =
            add(
                    optional(
                            "source.key.field",
                            OptionTypes.text(
                                    "fields' names; in JSON and with source.avro.schema dotted paths"),
                            "key",
                            "The field that holds the key where source.key.from is field; texts and"
                                    + " whole numbers are keys."));

    static final Option<StreamSpec.Key.Encoding> KEY_ENCODING =
            add(
                    optional(
                            "source.key.encoding",
                            OptionTypes.choice(StreamSpec.Key.Encoding.class),
                            "utf8",
                            "How a record key's bytes become text: as UTF-8, or any bytes as hex"
                                    + " digits."));

    static final Option<String> TIME_FIELD =
            add(
                    optional(
                            "source.time.field",
                            OptionTypes.text(
                                    "fields' names; in JSON and with source.avro.schema dotted paths"),
                            "time",
                            "The field that holds an event's time."));

    static final Option<StreamSpec.Time.Unit> TIME_UNIT =
            add(
                    optional(
                            "source.time.unit",
                            OptionTypes.choice(StreamSpec.Time.Unit.class),
                            "iso",
                            "How a time is written: a number of s, ms, us or ns since"
                                    + " 1970-01-01T00:00:00Z, an ISO-8601 text (a blank allowed"
                                    + " for the T), or a text in source.time.pattern. Our Event"
                                    + " is always us, and Avro's timestamps and dates say"
                                    + " themselves what they are."));

    static final Option<String> TIME_PATTERN =
            add(
                    unset(
                            "source.time.pattern",
                            OptionTypes.timePattern(),
                            "The pattern of times where source.time.unit is pattern, in the letters"
                                    + " of Java's DateTimeFormatter; names of months in English."));

    static final Option<ZoneId> TIME_ZONE =
            add(
                    optional(
                            "source.time.zone",
                            OptionTypes.zone(),
                            "UTC",
                            "The time zone of texts that name none; a local time that occurs twice"
                                    + " in autumn is the first of the two."));

    static final Option<Duration> TIME_MAX_AHEAD =
            add(
                    optional(
                            "source.time.max-ahead",
                            OptionTypes.duration("0s", "3650d"),
                            "1h",
                            "How far an event's time may lie beyond its record's Kafka timestamp;"
                                    + " what lies further ahead is a dead letter and does not make"
                                    + " later events late. Where the timestamp is as wrong, the"
                                    + " key gets its clock back after two events."));

    static final Option<List<String>> SOURCE_VALUES =
            add(
                    required(
                            "source.values",
                            OptionTypes.texts("lists of 1 to 64 fields, each once")
                                    .where(
                                            "lists of 1 to 64 fields, each once",
                                            l ->
                                                    !l.isEmpty()
                                                            && l.size() <= 64
                                                            && l.stream().distinct().count()
                                                                    == l.size()),
                            "The fields that hold the observed values, in the order in which"
                                    + " results list them; null, NaN and an empty CSV cell mean"
                                    + " that a value is missing, while an absent field, a number"
                                    + " in quotes or one that is neither 0 nor of a magnitude from"
                                    + " 1e-100 to 1e100 makes a dead letter; in JSON and with source.avro.schema dotted paths (array"
                                    + " elements by index, \\. for a dot inside a name)."));

    static final Option<List<String>> SOURCE_COVARIATES =
            add(
                    unset(
                            "source.covariates",
                            OptionTypes.texts("lists of fields, each once")
                                    .where(
                                            "lists of fields, each once",
                                            l -> l.stream().distinct().count() == l.size()),
                            "Further fields that help to forecast the values and are themselves"
                                    + " neither forecast nor judged, in the same form; with the"
                                    + " values at most 64. The model must have been trained with"
                                    + " them."));

    static final Option<String> GROUP_FIELD =
            add(
                    unset(
                            "source.group-field",
                            OptionTypes.text(
                                    "fields' names; in JSON and with source.avro.schema dotted paths"),
                            "The field that names the group an event's key belongs to, such as its"
                                    + " site, for episodes of groups; texts of up to "
                                    + GroupName.MAX_CHARS
                                    + " characters and whole numbers are names, and with anything"
                                    + " else, or without it, the event names none. Not with our"
                                    + " Event."));

    static final Option<StreamSpec.Late> SOURCE_LATE =
            add(
                    optional(
                            "source.late",
                            OptionTypes.choice(StreamSpec.Late.class),
                            "dead-letter",
                            "What becomes of an event older than its key's newest: it is a dead"
                                    + " letter, or it is scored with a time gap of 0. The third of"
                                    + " those that agree on an earlier time gives the key its clock"
                                    + " back."));

    static final Option<Integer> SOURCE_MAX_BYTES =
            add(
                    optional(
                            "source.max-bytes",
                            OptionTypes.bytes("64B", "64MiB"),
                            "1MiB",
                            "A record whose key and value are longer than this together is a dead"
                                    + " letter."));

    static final Option<Integer> SOURCE_MAX_KEY_BYTES =
            add(
                    optional(
                            "source.max-key-bytes",
                            OptionTypes.bytes("1B", "1MiB"),
                            "1KiB",
                            "An event whose key is longer than this, as UTF-8 text, is a dead"
                                    + " letter. Results hold the key up to twice, so the largest"
                                    + " record that topics and producers must take grows with"
                                    + " it."));

    static final Option<String> REGISTRY_URL =
            add(
                    unset(
                            "registry.url",
                            OptionTypes.registry(),
                            "The registry that source.avro.encoding and sink.avro.encoding"
                                    + " = confluent ask: anything"
                                    + " that answers to Confluent's API. Apicurio's is under"
                                    + " /apis/ccompat/v7."));

    static final Option<String> REGISTRY_USER =
            add(
                    unset(
                            "registry.user",
                            OptionTypes.text("texts without blanks around them"),
                            "The user for basic authentication at the registry."));

    static final Option<String> REGISTRY_PASSWORD =
            add(
                    unset(
                            "registry.password",
                            OptionTypes.text("texts without blanks around them"),
                            "The user's password, such as ${REGISTRY_PASSWORD}."));

    static final Option<String> REGISTRY_TOKEN =
            add(
                    unset(
                            "registry.token",
                            OptionTypes.token(),
                            "A bearer token in place of user and password."));

    static final Option<String> REGISTRY_CA =
            add(
                    unset(
                            "registry.ca",
                            OptionTypes.pem(),
                            "The certificates to trust at an https registry, such as"
                                    + " ${file:ca.pem}; without it those that Java trusts."));

    static final Option<String> REGISTRY_CERTIFICATE =
            add(
                    unset(
                            "registry.certificate",
                            OptionTypes.pem(),
                            "The client's certificate chain for an https registry that asks for"
                                    + " one."));

    static final Option<String> REGISTRY_KEY =
            add(
                    unset(
                            "registry.key",
                            OptionTypes.pem(),
                            "The private key to that certificate, in PKCS#8 and not encrypted."));

    static final Option<Duration> REGISTRY_TIMEOUT =
            add(
                    optional(
                            "registry.timeout",
                            OptionTypes.duration("100ms", "5min"),
                            "10s",
                            "How long a request to the registry may take. Where it has no answer,"
                                    + " a schema that is not known yet is asked for again and"
                                    + " again, with growing pauses of up to 30 s, while its"
                                    + " records wait."));

    /** What messages never show, in the registry's section. */
    static final List<Option<String>> REGISTRY_SECRETS =
            List.of(REGISTRY_PASSWORD, REGISTRY_TOKEN, REGISTRY_KEY);

    static final Option<Integer> FORECAST_HORIZON =
            add(
                    optional(
                            "forecast.horizon",
                            OptionTypes.whole(1, 1024),
                            "24",
                            "How many events ahead are forecast."));

    static final Option<List<Double>> FORECAST_QUANTILES =
            add(
                    optional(
                            "forecast.quantiles",
                            OptionTypes.reals("")
                                    .where(
                                            "lists of up to 99 rising numbers between 0 and 1"
                                                    + " (exclusive), 0.5 among them",
                                            Options::areQuantiles),
                            "0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975",
                            "The quantiles that a forecast gives for each step."));

    static final Option<Integer> FORECAST_EVERY =
            add(
                    optional(
                            "forecast.every",
                            OptionTypes.whole(1, 1_000_000),
                            "10",
                            "A key's forecast is emitted once in so many of its events."));

    static final Option<List<Integer>> FORECAST_SEASONS =
            add(
                    optional(
                            "forecast.seasons",
                            OptionTypes.wholes(
                                    "lists of up to 4 rising lengths in events from 2 to 65536",
                                    4,
                                    2,
                                    65_536),
                            "",
                            "The stream's seasons in events, such as 24 and 168 for hourly events;"
                                    + " without it each key finds its own."));

    static final Option<Double> ALARM_RATE =
            add(
                    optional(
                            "alarm.rate",
                            OptionTypes.real("numbers above 0, at most 0.2", 0, 0.2),
                            "0.001",
                            "The share of ordinary events that may raise an alarm: an event is an"
                                    + " anomaly where it is less probable than this."));

    static final Option<Integer> ALARM_WARMUP =
            add(
                    optional(
                            "alarm.warmup",
                            OptionTypes.whole(32, 1_000_000),
                            "128",
                            "How many events of a key pass before its first alarm."));

    static final Option<Duration> EPISODES_QUIET =
            add(
                    optional(
                            "episodes.quiet",
                            OptionTypes.duration("1ms", "365d"),
                            "5min",
                            "The longest gap, in event time, between alarms of one episode of a"
                                    + " key; an episode ends with the key's first event that is"
                                    + " further beyond its last alarm."));

    static final Option<Double> EPISODES_MAJOR =
            add(
                    optional(
                            "episodes.major",
                            OptionTypes.real("", 0.5, 1)
                                    .where("numbers above 0.5 and below 1", n -> n < 1),
                            "0.6",
                            "The score from which an episode is major; below it is minor."));

    static final Option<Double> EPISODES_CRITICAL =
            add(
                    optional(
                            "episodes.critical",
                            OptionTypes.real("", 0.5, 1)
                                    .where("numbers above 0.5 and below 1", n -> n < 1),
                            "0.75",
                            "The score from which an episode is critical; above"
                                    + " episodes.major."));

    static final Option<String> EPISODES_GROUP_PATTERN =
            add(
                    unset(
                            "episodes.group.pattern",
                            OptionTypes.groupPattern(),
                            "What finds the group's name in a key, such as ^([^-]+)-, for episodes"
                                    + " of groups: the capturing group's text where the pattern is"
                                    + " first found. A key without it is in no group, nor is one of"
                                    + " more than "
                                    + GroupName.MAX_CHARS
                                    + " characters or on which the search takes more than "
                                    + GroupPattern.MAX_READS
                                    + " steps."));

    static final Option<String> MODEL =
            add(
                    optional(
                            "model",
                            OptionTypes.uri("URIs"),
                            "bundled:universal",
                            "The model's weights, loaded where and when the operator opens."));

    static final Option<String> SINK_SCORES =
            add(
                    optional(
                            "sink.scores",
                            OptionTypes.topic(),
                            TOPIC + ".scores",
                            "The topic of the scores, one for each event that is no dead"
                                    + " letter."));

    static final Option<String> SINK_FORECASTS =
            add(
                    optional(
                            "sink.forecasts",
                            OptionTypes.topic(),
                            TOPIC + ".forecasts",
                            "The topic of the forecasts."));

    static final Option<String> SINK_ANOMALIES =
            add(
                    optional(
                            "sink.anomalies",
                            OptionTypes.topic(),
                            TOPIC + ".anomalies",
                            "The topic of the anomalies."));

    static final Option<String> SINK_EPISODES =
            add(
                    optional(
                            "sink.episodes",
                            OptionTypes.topic(),
                            TOPIC + ".episodes",
                            "The topic of the episodes, which undercurrent alarms writes."));

    static final Option<String> SINK_DEAD_LETTERS =
            add(
                    optional(
                            "sink.dead-letters",
                            OptionTypes.topic(),
                            TOPIC + ".dead-letters",
                            "The topic of the records that could not be scored, each with its"
                                    + " reason."));

    static final Option<StreamSpec.Avro.Encoding> SINK_ENCODING =
            add(
                    optional(
                            "sink.avro.encoding",
                            OptionTypes.choice(StreamSpec.Avro.Encoding.class),
                            "single-object",
                            "What stands before a result, as in source.avro.encoding. With"
                                    + " confluent each topic's schema is looked up at the start"
                                    + " under <topic>-value in the registry, and registered where"
                                    + " it is not there."));

    static final Option<String> TRANSACTIONAL_ID_PREFIX =
            add(
                    optional(
                            "sink.transactional-id-prefix",
                            OptionTypes.text("texts without blanks around them"),
                            "undercurrent-" + TOPIC,
                            "What the producers' transactional ids begin with; no other job on the"
                                    + " same brokers may use it."));

    static final Option<Duration> TRANSACTION_TIMEOUT =
            add(
                    optional(
                            "sink.transaction-timeout",
                            OptionTypes.duration("1s", "7d"),
                            "15min",
                            "How long the brokers keep a transaction open, and so how long the job"
                                    + " may be down without losing outputs; at most the brokers'"
                                    + " transaction.max.timeout.ms."));

    static final Option<Integer> DEAD_LETTER_MAX_BYTES =
            add(
                    optional(
                            "sink.dead-letter-max-bytes",
                            OptionTypes.bytes("0B", "64MiB"),
                            "64KiB",
                            "A dead letter holds its record's key and value up to this size each;"
                                    + " of a longer value it holds length and SHA-256."));

    static final Option<String> CHECKPOINT_FOLDER =
            add(
                    optional(
                            "checkpoint.folder",
                            OptionTypes.text("paths and URIs"),
                            "./undercurrent-data/" + TOPIC,
                            "Where checkpoints are kept; a relative path is taken from the working"
                                    + " folder."));

    static final Option<Duration> CHECKPOINT_INTERVAL =
            add(
                    optional(
                            "checkpoint.interval",
                            OptionTypes.duration("10ms", "1d"),
                            "1s",
                            "The time between checkpoints, with Kafka Streams between commits;"
                                    + " readers that read committed records see outputs this much"
                                    + " later."));

    static final Option<String> JOB_NAME =
            add(
                    optional(
                            "job.name",
                            OptionTypes.text("texts without blanks around them"),
                            "undercurrent-" + TOPIC,
                            "The job's name in Flink's lists and metrics."));

    static final Option<StreamSpec.RuntimeName> JOB_RUNTIME =
            add(
                    optional(
                            "job.runtime",
                            OptionTypes.choice(StreamSpec.RuntimeName.class),
                            "flink",
                            "What runs the job: a Flink cluster in the process, or Kafka Streams."
                                    + " --runtime overrides it; submit and a Flink deployment"
                                    + " take flink alone. Both write the same results."));

    static final Option<Integer> JOB_PARALLELISM =
            add(
                    optional(
                            "job.parallelism",
                            OptionTypes.whole(1, MAX_KEY_GROUPS),
                            "1",
                            "How many instances of each operator run in parallel; results do not"
                                    + " depend on it."));

    static final Option<Integer> JOB_MAX_PARALLELISM =
            add(
                    optional(
                            "job.max-parallelism",
                            OptionTypes.whole(1, MAX_KEY_GROUPS),
                            "128",
                            "The most that job.parallelism can ever be; fixed for a job's life,"
                                    + " another value cannot resume its checkpoints."));

    static final Option<StreamSpec.StateBackend> JOB_STATE_BACKEND =
            add(
                    optional(
                            "job.state-backend",
                            OptionTypes.choice(StreamSpec.StateBackend.class),
                            "hashmap",
                            "Where Flink holds the keys' memory: on the heap, which is faster, or"
                                    + " in RocksDB on the local disk, for more keys than fit. Kafka"
                                    + " Streams holds it in RocksDB whatever stands here."));

    static final Option<Integer> JOB_CACHE_SIZE =
            add(
                    optional(
                            "job.cache-size",
                            OptionTypes.bytes("0B", "2047MiB"),
                            "64MiB",
                            "With rocksdb: heap memory of each scoring instance for the slabs of the"
                                    + " keys used last, which are then neither read from nor"
                                    + " written to RocksDB at each event; 0B writes each event"
                                    + " through, and anything else holds"
                                    + " at least one key."));

    static final Option<Integer> JOB_CACHE_MAX_DIRTY =
            add(
                    optional(
                            "job.cache-max-dirty",
                            OptionTypes.bytes("1B", "2047MiB"),
                            "16MiB",
                            "With rocksdb: how much of the cache RocksDB may not know yet, which is"
                                    + " what a checkpoint stops the stream to write; less makes"
                                    + " shorter pauses, more makes fewer writes. At least one key;"
                                    + " a cache that is smaller may be dirty as a whole."));

    static final Option<Duration> JOB_EXPIRE_AFTER =
            add(
                    unset(
                            "job.expire-after",
                            OptionTypes.duration("1s", "3650d"),
                            "A key whose next event comes more than this after its newest one, by"
                                    + " event time, starts afresh, and the memory of keys that"
                                    + " stay away is freed; without it keys are remembered for"
                                    + " ever."));

    static final Option<Integer> JOB_BATCH =
            add(
                    optional(
                            "job.batch",
                            OptionTypes.whole(1, 64),
                            "1",
                            "At most so many events of different keys are scored together; results"
                                    + " do not depend on it. Kafka Streams scores each event by"
                                    + " itself."));

    static final Option<Integer> JOB_REBUILD_EVENTS =
            add(
                    optional(
                            "job.rebuild-events",
                            OptionTypes.whole(0, 65_536),
                            "256",
                            "Each key keeps so many of its newest raw events, 8 bytes and 8 a field"
                                    + " each, so that its memory can be built anew when the job is"
                                    + " restarted with another model or other options; 0 keeps"
                                    + " none, and such a restart is refused."));

    static final Option<StreamSpec.Precision> JOB_STATE_PRECISION =
            add(
                    optional(
                            "job.state-precision",
                            OptionTypes.choice(StreamSpec.Precision.class),
                            "fp32",
                            "How each key's SSM states are kept: fp16 takes half their bytes and"
                                    + " rounds them after every event, which costs time and a"
                                    + " little accuracy (docs/benchmarks.md). It may be changed at"
                                    + " a restart."));

    static final Option<Duration> JOB_JIT_WARM_UP =
            add(
                    optional(
                            "job.jit-warm-up",
                            OptionTypes.duration("0s", "1min"),
                            "300ms",
                            "At its start each scoring instance runs so long on made-up events, until"
                                    + " the JVM has compiled the model's step; the first real events"
                                    + " would otherwise take milliseconds each."));

    static final Option<Integer> JOB_RESTART_ATTEMPTS =
            add(
                    optional(
                            "job.restart-attempts",
                            OptionTypes.whole(1, 1_000_000),
                            "10",
                            "After so many failures in a row without progress in between (a"
                                    + " complete checkpoint, with Kafka Streams a commit) the job"
                                    + " stops with the cause; until then it restarts by itself,"
                                    + " after half a second at first and 10 s at last."));

    static final Option<String> STREAMS_STATE_FOLDER =
            add(
                    unset(
                            "streams.state-folder",
                            OptionTypes.text("paths"),
                            "The local folder of Kafka Streams' stores; each instance on a machine"
                                    + " needs its own. Without it the folder kafka-streams in"
                                    + " checkpoint.folder. What is lost with it comes back from the"
                                    + " changelogs."));

    static final Option<Integer> STREAMS_STANDBY_REPLICAS =
            add(
                    optional(
                            "streams.standby-replicas",
                            OptionTypes.whole(0, 16),
                            "0",
                            "How many other instances of Kafka Streams keep a copy of each key's"
                                    + " memory, to go on at once where one fails."));

    static final Option<StreamSpec.Address> STREAMS_HTTP =
            add(
                    optional(
                            "streams.http",
                            OptionTypes.listen(),
                            "127.0.0.1:7388",
                            "Where an instance of Kafka Streams answers queries; port 0 takes a free"
                                    + " one. Nobody is asked who they are: listen beyond this"
                                    + " machine only where the network is trusted."));

    static final Option<StreamSpec.Address> STREAMS_HTTP_ADVERTISED =
            add(
                    unset(
                            "streams.http-advertised",
                            OptionTypes.listen(),
                            "Where the other instances reach this one's streams.http, to forward"
                                    + " queries for its keys; without it streams.http itself."));

    static final Option<Integer> STREAMS_HTTP_RATE =
            add(
                    optional(
                            "streams.http-rate",
                            OptionTypes.whole(1, 1_000_000),
                            "200",
                            "How many queries a second an instance answers; further ones get status"
                                    + " 429."));

    static final Option<StreamSpec.Address> METRICS_PROMETHEUS =
            add(
                    optional(
                            "metrics.prometheus",
                            OptionTypes.listen(),
                            "none",
                            "Where run answers Prometheus, such as 127.0.0.1:9249, at /metrics;"
                                    + " port 0 takes a free one, none listens nowhere. Nobody is"
                                    + " asked who they are: listen beyond this machine only where"
                                    + " the network is trusted. On a Flink cluster set Flink's own"
                                    + " reporter instead (docs/reference/metrics.md)."));

    static final Option<TrainSpec.Task> TRAIN_TASK =
            add(
                    optional(
                            "train.task",
                            OptionTypes.choice(TrainSpec.Task.class),
                            "forecast",
                            "Forecast: quantiles of numbers to come; next-event: the value is the"
                                    + " code of a discrete event, and the probability of each code"
                                    + " to come next is learned, from scratch."));

    static final Option<String> TRAIN_START =
            add(
                    optional(
                            "train.start",
                            OptionTypes.text(
                                    "scratch, bundled:universal and folders with a trained model"),
                            "bundled:universal",
                            "The weights that training starts from: a trained model, which is then"
                                    + " adapted to the history, or scratch for random ones."));

    static final Option<Integer> TRAIN_TOKENS =
            add(
                    unset(
                            "train.tokens",
                            OptionTypes.whole(1_000, 2_000_000_000),
                            "How many tokens (one an event and value field) are trained on, with"
                                    + " repetition; without it four million or sixty passes over the"
                                    + " history's training part, whichever is less, and at least"
                                    + " 100000."));

    static final Option<Double> TRAIN_LEARNING_RATE =
            add(
                    unset(
                            "train.learning-rate",
                            OptionTypes.real("numbers above 0, at most 1000", 0, 1000),
                            "The largest learning rate, reached after a short rise; without it"
                                    + " 0.0005 from trained weights and 0.002 from scratch."));

    static final Option<Integer> TRAIN_SEED =
            add(
                    optional(
                            "train.seed",
                            OptionTypes.whole(0, Integer.MAX_VALUE),
                            "1",
                            "Decides which pieces of the history are drawn and, from scratch, the"
                                    + " first weights; the same seed and history give the same"
                                    + " weights, whatever the threads."));

    static final Option<String> TRAIN_ENGINE =
            add(
                    optional(
                            "train.engine",
                            OptionTypes.text("names of engines of this build"),
                            "java",
                            "What computes the gradients: java is plain Java on all cores; another"
                                    + " engine may round differently and so give other weights."));

    static final Option<Integer> TRAIN_THREADS =
            add(
                    unset(
                            "train.threads",
                            OptionTypes.whole(1, 1024),
                            "How many threads compute; without it as many as there are processors;"
                                    + " no result depends on it."));

    static final Option<Double> TRAIN_VALIDATION_SHARE =
            add(
                    optional(
                            "train.validation-share",
                            OptionTypes.real("numbers above 0, at most 0.4", 0, 0.4),
                            "0.15",
                            "The share of each series before its test part that decides when"
                                    + " training stops and which weights are kept; it is never"
                                    + " trained on."));

    static final Option<Double> TRAIN_TEST_SHARE =
            add(
                    optional(
                            "train.test-share",
                            OptionTypes.real("numbers above 0, at most 0.4", 0, 0.4),
                            "0.15",
                            "The newest share of each series, which is held back: the finished"
                                    + " weights are judged on it, and nothing else uses it."));

    static final Option<List<Integer>> TRAIN_SEASONS =
            add(
                    unset(
                            "train.seasons",
                            OptionTypes.wholes(
                                    "lists of up to 4 rising lengths in events from 2 to 65536",
                                    4,
                                    2,
                                    65_536),
                            "The history's seasons in events, told to the model; without it the"
                                    + " model finds them, and only the baselines are told a day"
                                    + " and a week where the events' usual distance divides"
                                    + " them."));

    static final Option<TrainSpec.Channels> TRAIN_CHANNELS =
            add(
                    optional(
                            "train.channels",
                            OptionTypes.choice(TrainSpec.Channels.class),
                            "alone",
                            "Alone: one model for all value fields, which reads each by itself and"
                                    + " fits streams of any number of fields; together: each"
                                    + " forecast sees all value fields and covariates of the event,"
                                    + " and the model fits streams of just these fields."));

    static final Option<Integer> TRAIN_PATIENCE =
            add(
                    optional(
                            "train.patience",
                            OptionTypes.whole(1, 1000),
                            "10",
                            "Training stops after so many looks at the validation part without a"
                                    + " smaller loss; there are about 40 looks in all, each also a"
                                    + " checkpoint."));

    static final Option<String> BOOTSTRAP_SERVERS =
            add(
                    required(
                            "kafka.bootstrap.servers",
                            OptionTypes.brokers(),
                            "The Kafka brokers to connect to first; embedded starts a broker in"
                                    + " this process."));

    private Options() {}

    /** All options by key, in the order of the reference page. */
    static Map<String, Option<?>> all() {
        return Collections.unmodifiableMap(ALL);
    }

    private static <T> Option<T> add(Option<T> option) {
        ALL.put(option.key(), option);
        return option;
    }

    private static boolean areQuantiles(List<Double> levels) {
        double last = 0;
        for (double level : levels) {
            if (level <= last || level >= 1) {
                return false;
            }
            last = level;
        }
        return levels.contains(0.5) && levels.size() <= 99;
    }
}
