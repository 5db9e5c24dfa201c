package io.undercurrent.stream.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every metric of ours: id, kind, unit, short label and one sentence in one place; the reference
 * page {@code docs/reference/metrics.md} is generated from it.
 *
 * <p>Ids are the names that runtimes show, under the group {@value #GROUP}; dashboards and alerting
 * rules are built on them, so they never change. All count from an instance's start: a restart
 * begins at 0 again, as Prometheus' {@code rate} expects.
 */
public enum StreamMetric {
    /** Source records. */
    EVENTS(
            "events",
            Kind.COUNTER,
            "records",
            "events",
            "Source records taken up; each becomes a score or a dead letter."),
    /** Scores. */
    SCORES("scores", Kind.COUNTER, "records", "scores", "Scores written."),
    /** Anomalies. */
    ANOMALIES("anomalies", Kind.COUNTER, "records", "alarms", "Scores with an alarm."),
    /** Forecasts. */
    FORECASTS("forecasts", Kind.COUNTER, "records", "forecasts", "Forecasts written."),
    /** Dead letters by reason. */
    DEAD_LETTERS(
            "deadLetters",
            Kind.COUNTER,
            "records",
            "dead letters",
            "Records that could not be scored, by reason; every reason is there from the start, at 0.",
            Shown.ALWAYS,
            "reason"),
    /** Nanoseconds in the scorer. */
    SCORER_NANOS(
            "scorerNanos",
            Kind.COUNTER,
            "ns",
            "scorer time",
            "Time spent in the scorer; its rate over that of scores is the mean step."),
    /** Scorer calls. */
    BATCHES(
            "batches",
            Kind.COUNTER,
            "calls",
            "batches",
            "Calls of the scorer; the rate of scores over it is the mean batch."),
    /** Recent step time. */
    STEP_NANOS(
            "stepNanos",
            Kind.GAUGE,
            "ns",
            "step time",
            "Time of one event in the scorer, a moving mean over about the last 64 calls; 0 before the first."),
    /** Recent batch size. */
    BATCH_SIZE(
            "batchSize",
            Kind.GAUGE,
            "events",
            "batch size",
            "Events scored in one call, a moving mean over about the last 64 calls; 0 before the first."),
    /** Latency until scored. */
    SCORED_LATENCY(
            "scoredLatencyMillis",
            Kind.HISTOGRAM,
            "ms",
            "latency until scored",
            "From a record's Kafka timestamp until it was scored, of every score whose record has a timestamp.",
            Shown.ALWAYS),
    /** Latency until committed. */
    COMMITTED_LATENCY(
            "committedLatencyMillis",
            Kind.HISTOGRAM,
            "ms",
            "latency until committed",
            "From a record's Kafka timestamp until the checkpoint that holds its score was confirmed (Flink; the sink commits at the same notification) or its transaction was about to be committed (Kafka Streams), of a random sample of at most 512 scores a commit and instance.",
            Shown.ALWAYS),
    /** Event-time lag. */
    EVENT_TIME_LAG(
            "eventTimeLagMillis",
            Kind.GAUGE,
            "ms",
            "event-time lag",
            "This machine's clock minus the newest event time seen by the instance, in place of a watermark's lag, since the job makes no watermarks; negative where events are ahead, NaN before the first event. Times that are ahead of this clock by more than source.time.max-ahead are left out."),
    /** Values judged against the alarm band. */
    BAND_VALUES(
            "bandValues",
            Kind.COUNTER,
            "values",
            "values judged",
            "Values that had an alarm band [lower, upper] after their key's warm-up."),
    /** Values inside the alarm band. */
    BAND_INSIDE(
            "bandInside",
            Kind.COUNTER,
            "values",
            "values inside",
            "Those of bandValues that lay inside their alarm band, bounds included."),
    /** Coverage of the alarm band. */
    BAND_COVERAGE(
            "bandCoverage",
            Kind.GAUGE,
            "share",
            "coverage",
            "Share of the instance's last 4096 of bandValues inside their alarm band; declared is 1 - alarm.rate on ordinary events. NaN before the first."),
    /** The model that runs. */
    MODEL_INFO(
            "modelInfo",
            Kind.GAUGE,
            "",
            "model",
            "Always 1; the labels say which weights run: the model's name and the first 12 digits of their SHA-256.",
            Shown.ALWAYS,
            "model",
            "version"),
    /** Bytes of state a key. */
    SLAB_BYTES("slabBytes", Kind.GAUGE, "bytes", "slab", "State of one key."),
    /** Memories built anew. */
    SLABS_REBUILT(
            "slabsRebuilt",
            Kind.COUNTER,
            "keys",
            "slabs rebuilt",
            "Memories of another model, other options or an older format that were built anew."),
    /** Memories that ended. */
    KEYS_EXPIRED(
            "keysExpired",
            Kind.COUNTER,
            "keys",
            "keys expired",
            "Memories that ended by job.expire-after, on read or freed by a timer."),
    /** Bytes handed to the state backend. */
    SLAB_BYTES_WRITTEN(
            "slabBytesWritten",
            Kind.COUNTER,
            "bytes",
            "slab bytes written",
            "Slabs handed to the state backend (on the heap backend by reference)."),
    /** The same of the last checkpoint. */
    SLAB_BYTES_PER_CHECKPOINT(
            "slabBytesPerCheckpoint",
            Kind.GAUGE,
            "bytes",
            "a checkpoint",
            "slabBytesWritten between the last two checkpoints or commits."),
    /** The same an event. */
    SLAB_BYTES_PER_EVENT(
            "slabBytesPerEvent",
            Kind.GAUGE,
            "bytes",
            "an event",
            "slabBytesPerCheckpoint over the events between them."),
    /** The last flush's bytes. */
    FLUSH_BYTES(
            "flushBytes",
            Kind.GAUGE,
            "bytes",
            "flush",
            "What the last checkpoint had to write while the stream stood still."),
    /** The last flush's time. */
    FLUSH_MICROS(
            "flushMicros",
            Kind.GAUGE,
            "us",
            "flush time",
            "How long the stream stood still for that."),
    /** Cache hits. */
    CACHE_HITS(
            "cacheHits",
            Kind.COUNTER,
            "reads",
            "cache hits",
            "Reads of slabs that the cache had.",
            Shown.WITH_CACHE),
    /** Cache misses. */
    CACHE_MISSES(
            "cacheMisses",
            Kind.COUNTER,
            "reads",
            "cache misses",
            "Reads that went to the backend; a key that was never seen is one too.",
            Shown.WITH_CACHE),
    /** Cache evictions. */
    CACHE_EVICTIONS(
            "cacheEvictions",
            Kind.COUNTER,
            "slabs",
            "evictions",
            "Slabs dropped from the cache for others.",
            Shown.WITH_CACHE),
    /** Recent hit rate. */
    CACHE_HIT_RATE(
            "cacheHitRate",
            Kind.GAUGE,
            "share",
            "hit rate",
            "Hits of all reads between the last two checkpoints or commits; 0 where there were none.",
            Shown.WITH_CACHE),
    /** Keys in memory. */
    CACHED_SLABS(
            "cachedSlabs",
            Kind.GAUGE,
            "slabs",
            "keys in memory",
            "Slabs in the cache.",
            Shown.WITH_CACHE),
    /** Slabs that the backend does not know. */
    DIRTY_SLABS(
            "dirtySlabs",
            Kind.GAUGE,
            "slabs",
            "dirty slabs",
            "Of these, slabs that the backend does not know yet.",
            Shown.WITH_CACHE),
    /** Schema look-ups. */
    SCHEMA_FETCHES(
            "schemaFetches",
            Kind.COUNTER,
            "requests",
            "schemas fetched",
            "Schemas that were asked of the registry.",
            Shown.WITH_REGISTRY),
    /** Failed schema look-ups. */
    SCHEMA_FETCH_FAILURES(
            "schemaFetchFailures",
            Kind.COUNTER,
            "requests",
            "fetches failed",
            "Requests to the registry that failed, each attempt counted.",
            Shown.WITH_REGISTRY),
    /** Time waited for schemas. */
    SCHEMA_WAIT_MILLIS(
            "schemaWaitMillis",
            Kind.GAUGE,
            "ms",
            "schema wait",
            "For how long the schema that has been waited for longest is being waited for; 0 where none is.",
            Shown.WITH_REGISTRY);

    /** The group that all are shown under. */
    public static final String GROUP = "undercurrent";

    /** What a metric's numbers are. */
    public enum Kind {
        /** A whole number that only rises. */
        COUNTER,
        /** A number. */
        GAUGE,
        /** Cumulative counts by upper bound, with their number and sum. */
        HISTOGRAM
    }

    /** When a metric is there. */
    public enum Shown {
        /** In every scoring instance. */
        ALWAYS,
        /** In every scoring instance with a cache: RocksDB, and Kafka Streams. */
        WITH_CACHE,
        /** In every source reader whose schemas come from a registry. */
        WITH_REGISTRY
    }

    private final String id;
    private final Kind kind;
    private final String unit;
    private final String label;
    private final String sentence;
    private final Shown shown;

    /** With blanks between them: an enum's fields hold nothing that could change. */
    private final String keys;

    StreamMetric(String id, Kind kind, String unit, String label, String sentence) {
        this(id, kind, unit, label, sentence, Shown.ALWAYS);
    }

    StreamMetric(
            String id,
            Kind kind,
            String unit,
            String label,
            String sentence,
            Shown shown,
            String... keys) {
        this.id = id;
        this.kind = kind;
        this.unit = unit;
        this.label = label;
        this.sentence = sentence;
        this.shown = shown;
        this.keys = String.join(" ", keys);
    }

    /**
     * The name that is shown.
     *
     * @return camel case, with the unit where it is a time
     */
    public String id() {
        return id;
    }

    /**
     * What its numbers are.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * What its numbers count or measure.
     *
     * @return the unit; empty where it has none
     */
    public String unit() {
        return unit;
    }

    /**
     * What tables and pictures call it.
     *
     * @return a few words
     */
    public String label() {
        return label;
    }

    /**
     * What it means.
     *
     * @return a sentence
     */
    public String sentence() {
        return sentence;
    }

    /**
     * When it is there.
     *
     * @return the condition
     */
    public Shown shown() {
        return shown;
    }

    /**
     * What tells its series apart within an instance, besides a histogram's bounds.
     *
     * @return names of labels, in the order in which {@link Series} take their values
     */
    public List<String> keys() {
        return keys.isEmpty() ? List.of() : List.of(keys.split(" ", -1));
    }

    /**
     * The series that it has.
     *
     * @return one of each name, the labels' values being examples
     */
    public List<Series> series() {
        if (kind != Kind.HISTOGRAM) {
            return List.of(Series.of(this, keys().toArray(new String[0])));
        }
        Map<String, Series> byName = new LinkedHashMap<>();
        new LatencyHistogram()
                .show(this, (series, value) -> byName.putIfAbsent(series.name(), series));
        return List.copyOf(byName.values());
    }
}
