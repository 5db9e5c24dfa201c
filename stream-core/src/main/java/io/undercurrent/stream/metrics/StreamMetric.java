package io.undercurrent.stream.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The registry of all our metrics: name, kind, unit, short label, one sentence, who shows it, and
 * how {@code stat} combines the numbers of all instances. The reference page {@code
 * docs/reference/metrics.md} and the figures of {@code stat} are generated from it, so a new metric
 * needs one constant and the code that counts it.
 *
 * <p>Names follow Prometheus' conventions: base units (seconds, bytes) at the end, {@code _total}
 * for counters, {@code _ratio} for shares, {@code _info} for labels that say what runs. All counts
 * start at 0 with the instance, as Prometheus' {@code rate} expects.
 *
 * @see <a href="https://prometheus.io/docs/practices/naming/">Metric and label naming</a>
 */
public enum StreamMetric {
    /** Source records. */
    EVENTS(
            "events_total",
            Kind.COUNTER,
            "records",
            "events",
            "Source records read; each becomes a score or a dead letter.",
            Shown.ALWAYS,
            Stat.SUM),
    /** Scores. */
    SCORES(
            "scores_total",
            Kind.COUNTER,
            "records",
            "scores",
            "Scores written.",
            Shown.ALWAYS,
            Stat.SUM),
    /** Scores with an alarm. */
    ANOMALIES(
            "anomalies_total",
            Kind.COUNTER,
            "records",
            "alarms",
            "Scores with an alarm: starts of episodes, and each unlikely discrete event.",
            Shown.ALWAYS,
            Stat.SUM),
    /** Silent keys that were reported. */
    SILENCES_REPORTED(
            "silences_reported_total",
            Kind.COUNTER,
            "records",
            "silences reported",
            "Anomalies written while a key was silent (alarm.silence); they are not in anomalies_total."),
    /** Events that were judged. */
    EVENTS_JUDGED(
            "events_judged_total",
            Kind.COUNTER,
            "records",
            "judged",
            "Scores of events that could raise an alarm: with status SCORED or LATE.",
            Shown.ALWAYS,
            Stat.SUM),
    /** The stated rate of alarms. */
    ALARM_RATE(
            "alarm_rate",
            Kind.GAUGE,
            "alarms / event",
            "stated alarm rate",
            "The stated rate, alarm.rate: alarms per judged event of a key that behaves as usual.",
            Shown.ALWAYS,
            Stat.HIDDEN),
    /** The observed rate of alarms. */
    ALARM_RATE_OBSERVED(
            "alarm_rate_observed",
            Kind.GAUGE,
            "alarms / event",
            "observed alarm rate",
            "Alarms / judged events since this instance started, anomalies among them; absent before the first. Beside alarm_rate it shows whether the stated rate holds.",
            Shown.ALWAYS,
            Stat.HIDDEN),
    /** Keys that share a budget. */
    ALARM_BUDGET_KEYS(
            "alarm_budget_keys",
            Kind.GAUGE,
            "keys",
            "keys of the budget",
            "Keys of all tasks that share alarm.budget: alarm.keys, or as many as this instance counts and assumes in the others; absent without a budget.",
            Shown.ALWAYS,
            Stat.HIDDEN),
    /** Starts of episodes. */
    EPISODES_STARTED(
            "episodes_started_total",
            Kind.COUNTER,
            "episodes",
            "episodes started",
            "Episodes of keys that started.",
            Shown.ALWAYS,
            Stat.HIDDEN),
    /** Ends of episodes. */
    EPISODES_ENDED(
            "episodes_ended_total",
            Kind.COUNTER,
            "episodes",
            "episodes ended",
            "Episodes of keys that ended; those started less those ended are open.",
            Shown.ALWAYS,
            Stat.HIDDEN),
    /** Forecasts. */
    FORECASTS(
            "forecasts_total",
            Kind.COUNTER,
            "records",
            "forecasts",
            "Forecasts written.",
            Shown.ALWAYS,
            Stat.SUM),
    /** Events whose forecast was not finite. */
    UNPREDICTED(
            "unpredicted_total",
            Kind.COUNTER,
            "records",
            "unpredicted",
            "Scores with status UNPREDICTED: the model's forecast was not a finite number, so the event was not judged. Any is a fault of the model or of a key state.",
            Shown.ALWAYS,
            Stat.SUM),
    /** Forecasts that were not finite. */
    FORECASTS_WITHHELD(
            "forecasts_withheld_total",
            Kind.COUNTER,
            "records",
            "forecasts withheld",
            "Forecasts that were due and not written, because the model's numbers were not finite.",
            Shown.ALWAYS,
            Stat.SUM),
    /** Dead letters by reason. */
    DEAD_LETTERS(
            "dead_letters_total",
            Kind.COUNTER,
            "records",
            "dead letters",
            "Records that could not be scored, by reason; every reason is there from the start, at 0.",
            Shown.ALWAYS,
            Stat.SUM,
            "reason"),
    /** Latency until scored. */
    SCORED_LATENCY(
            "scored_latency_seconds",
            Kind.HISTOGRAM,
            "seconds",
            "latency until scored",
            "From a record's Kafka timestamp until it was scored, for every score whose record has a timestamp.",
            Shown.ALWAYS,
            Stat.SUM),
    /** Latency until committed. */
    COMMITTED_LATENCY(
            "committed_latency_seconds",
            Kind.HISTOGRAM,
            "seconds",
            "latency until committed",
            "From a record's Kafka timestamp until the checkpoint that holds its score was confirmed (Flink; the sink commits at the same notification) or its transaction was about to be committed (Kafka Streams), of a random sample of at most 512 scores per commit and instance.",
            Shown.ALWAYS,
            Stat.SUM),
    /** Time in the scorer. */
    SCORER_SECONDS(
            "scorer_seconds_total",
            Kind.COUNTER,
            "seconds",
            "scorer time",
            "Time spent in the scorer; its rate divided by that of scores_total is the mean step."),
    /** Scorer calls. */
    SCORER_CALLS(
            "scorer_calls_total",
            Kind.COUNTER,
            "calls",
            "scorer calls",
            "Calls of the scorer; the rate of scores_total divided by it is the mean batch."),
    /** Recent step time. */
    STEP_SECONDS(
            "step_seconds",
            Kind.GAUGE,
            "seconds",
            "step time",
            "Time of one event in the scorer, a moving mean over about the last 64 calls; 0 before the first.",
            Shown.ALWAYS,
            Stat.MEAN),
    /** Recent batch size. */
    BATCH_EVENTS(
            "batch_events",
            Kind.GAUGE,
            "events",
            "batch size",
            "Events scored in one call, a moving mean over about the last 64 calls; 0 before the first.",
            Shown.ALWAYS,
            Stat.MEAN),
    /** Cache hits. */
    CACHE_HITS(
            "cache_hits_total",
            Kind.COUNTER,
            "reads",
            "cache hits",
            "Reads of key states that the cache had.",
            Shown.WITH_CACHE,
            Stat.HIDDEN),
    /** Cache misses. */
    CACHE_MISSES(
            "cache_misses_total",
            Kind.COUNTER,
            "reads",
            "cache misses",
            "Reads that went to the backend; the first read of a new key is one too.",
            Shown.WITH_CACHE,
            Stat.HIDDEN),
    /** Cache evictions. */
    CACHE_EVICTIONS(
            "cache_evictions_total",
            Kind.COUNTER,
            "key states",
            "evictions",
            "Key states dropped from the cache to make room for others.",
            Shown.WITH_CACHE,
            Stat.HIDDEN),
    /** Recent hit rate. */
    CACHE_HIT_RATIO(
            "cache_hit_ratio",
            Kind.GAUGE,
            "ratio",
            "hit rate",
            "Share of hits among all reads between the last two checkpoints or commits; 0 where there were none.",
            Shown.WITH_CACHE,
            Stat.MEAN),
    /** Key states in the cache. */
    CACHE_KEY_STATES(
            "cache_key_states",
            Kind.GAUGE,
            "key states",
            "keys in memory",
            "Key states in the cache.",
            Shown.WITH_CACHE,
            Stat.SUM),
    /** Key states that the backend does not have yet. */
    CACHE_DIRTY_KEY_STATES(
            "cache_dirty_key_states",
            Kind.GAUGE,
            "key states",
            "dirty key states",
            "Of these, key states that the backend does not have yet.",
            Shown.WITH_CACHE,
            Stat.HIDDEN),
    /** Bytes of one key's state. */
    KEY_STATE_BYTES(
            "key_state_bytes",
            Kind.GAUGE,
            "bytes",
            "key state",
            "State of one key.",
            Shown.ALWAYS,
            Stat.MAX),
    /** Key states that were rebuilt. */
    KEY_STATES_REBUILT(
            "key_states_rebuilt_total",
            Kind.COUNTER,
            "keys",
            "key states rebuilt",
            "Key states of another model, other options or an older format that were rebuilt."),
    /** Key states that expired. */
    KEYS_EXPIRED(
            "keys_expired_total",
            Kind.COUNTER,
            "keys",
            "keys expired",
            "Key states that ended by job.expire-after, on read or freed by a timer."),
    /** Bytes handed to the state backend. */
    KEY_STATE_WRITTEN_BYTES(
            "key_state_written_bytes_total",
            Kind.COUNTER,
            "bytes",
            "state written",
            "Bytes of key states handed to the state backend (on the heap backend by reference)."),
    /** Bytes written for the last checkpoint. */
    WRITTEN_PER_CHECKPOINT(
            "written_per_checkpoint_bytes",
            Kind.GAUGE,
            "bytes",
            "written per checkpoint",
            "What key_state_written_bytes_total gained between the last two checkpoints or commits."),
    /** Bytes written per event. */
    WRITTEN_PER_EVENT(
            "written_per_event_bytes",
            Kind.GAUGE,
            "bytes",
            "written per event",
            "written_per_checkpoint_bytes divided by the events between the two."),
    /** The last flush's bytes. */
    FLUSH_BYTES(
            "flush_bytes",
            Kind.GAUGE,
            "bytes",
            "flush",
            "What the last checkpoint had to write while the stream stood still."),
    /** The last flush's time. */
    FLUSH_SECONDS(
            "flush_seconds",
            Kind.GAUGE,
            "seconds",
            "flush time",
            "How long the stream stood still for that."),
    /** Values judged against their usual range. */
    BAND_VALUES(
            "band_values_total",
            Kind.COUNTER,
            "values",
            "values judged",
            "Values that had a usual range [lower, upper] after their key's warm-up."),
    /** Values inside their usual range. */
    BAND_INSIDE(
            "band_values_inside_total",
            Kind.COUNTER,
            "values",
            "values inside",
            "Those of band_values_total that lay inside their usual range, bounds included."),
    /** Coverage of the usual range. */
    BAND_COVERAGE(
            "band_coverage_ratio",
            Kind.GAUGE,
            "ratio",
            "coverage",
            "Share of the instance's last 4096 judged values that lay inside their usual range; declared is 1 - alarm.rate on ordinary events. NaN before the first.",
            Shown.ALWAYS,
            Stat.MEAN),
    /** Event-time lag. */
    EVENT_TIME_LAG(
            "event_time_lag_seconds",
            Kind.GAUGE,
            "seconds",
            "event-time lag",
            "This machine's clock minus the newest event time seen by the instance, in place of a watermark's lag, since the job makes no watermarks; negative where events are ahead, NaN before the first event. Times that are ahead of this clock by more than source.time.max-ahead are left out.",
            Shown.ALWAYS,
            Stat.MAX),
    /** The model that runs. */
    MODEL_INFO(
            "model_info",
            Kind.GAUGE,
            "",
            "model",
            "Always 1; the labels say which weights run: the model's name and the first 12 digits of their SHA-256.",
            Shown.ALWAYS,
            Stat.LABELS,
            "model",
            "version"),
    /** Schema look-ups. */
    SCHEMA_FETCHES(
            "schema_fetches_total",
            Kind.COUNTER,
            "requests",
            "schemas fetched",
            "Schemas that were requested from the registry.",
            Shown.WITH_REGISTRY,
            Stat.HIDDEN),
    /** Failed schema look-ups. */
    SCHEMA_FETCH_FAILURES(
            "schema_fetch_failures_total",
            Kind.COUNTER,
            "requests",
            "fetches failed",
            "Requests to the registry that failed, each attempt counted.",
            Shown.WITH_REGISTRY,
            Stat.HIDDEN),
    /** Time waited for schemas. */
    SCHEMA_WAIT(
            "schema_wait_seconds",
            Kind.GAUGE,
            "seconds",
            "schema wait",
            "How long the job has been waiting for the schema that it has waited for longest; 0 where it waits for none.",
            Shown.WITH_REGISTRY,
            Stat.HIDDEN),
    /** The last commit. */
    LAST_COMMIT(
            "last_commit_timestamp_seconds",
            Kind.GAUGE,
            "seconds",
            "last commit",
            "When this process last completed a checkpoint (Flink) or committed (Kafka Streams), as Unix time, to half a second and a second; absent before the first.",
            Shown.RUN,
            Stat.HIDDEN),
    /** The partitions that are assigned. */
    SOURCE_PARTITION(
            "source_partition_info",
            Kind.GAUGE,
            "",
            "partitions",
            "1 for each partition that this process reads and scores.",
            Shown.RUN,
            Stat.HIDDEN,
            "partition"),
    /** Whether there is progress. */
    HEALTHY(
            "healthy",
            Kind.GAUGE,
            "",
            "healthy",
            "1 if /health answers 200, 0 if it answers 503 and says why.",
            Shown.RUN,
            Stat.HIDDEN),
    /** Committed scores. */
    OBSERVED_SCORES(
            "observed_scores_total",
            Kind.COUNTER,
            "records",
            "scores read",
            "Scores read as committed.",
            Shown.OBSERVED,
            Stat.HIDDEN),
    /** Committed forecasts. */
    OBSERVED_FORECASTS(
            "observed_forecasts_total",
            Kind.COUNTER,
            "records",
            "forecasts read",
            "Forecasts read as committed.",
            Shown.OBSERVED,
            Stat.HIDDEN),
    /** Committed dead letters by reason. */
    OBSERVED_DEAD_LETTERS(
            "observed_dead_letters_total",
            Kind.COUNTER,
            "records",
            "dead letters read",
            "Dead letters read as committed, by reason.",
            Shown.OBSERVED,
            Stat.HIDDEN,
            "reason"),
    /** Latency until read. */
    OBSERVED_LATENCY(
            "observed_latency_seconds",
            Kind.HISTOGRAM,
            "seconds",
            "latency until read",
            "From an event's record timestamp until its score was read as committed.",
            Shown.OBSERVED,
            Stat.HIDDEN),
    /** The model of the newest score. */
    OBSERVED_MODEL_INFO(
            "observed_model_info",
            Kind.GAUGE,
            "",
            "model of newest score",
            "1 for the model of the newest score; labels as of model_info.",
            Shown.OBSERVED,
            Stat.HIDDEN,
            "model",
            "version"),
    /** Newest observed values. */
    VALUE(
            "value",
            Kind.GAUGE,
            "",
            "value",
            "The newest observed value of a key.",
            Shown.OBSERVED,
            Stat.HIDDEN,
            "key",
            "field"),
    /** Newest expected values. */
    EXPECTED(
            "expected",
            Kind.GAUGE,
            "",
            "expected",
            "The median of the forecast made before the newest event.",
            Shown.OBSERVED,
            Stat.HIDDEN,
            "key",
            "field"),
    /** Newest lower bounds. */
    LOWER(
            "lower",
            Kind.GAUGE,
            "",
            "lower",
            "Lower end of the newest event's usual range.",
            Shown.OBSERVED,
            Stat.HIDDEN,
            "key",
            "field"),
    /** Newest upper bounds. */
    UPPER(
            "upper",
            Kind.GAUGE,
            "",
            "upper",
            "Upper end of the newest event's usual range.",
            Shown.OBSERVED,
            Stat.HIDDEN,
            "key",
            "field"),
    /** Newest scores. */
    SCORE(
            "score",
            Kind.GAUGE,
            "",
            "score",
            "How surprising the newest event was, from 0 to 1; 0.5 is the alarm threshold.",
            Shown.OBSERVED,
            Stat.HIDDEN,
            "key"),
    /** Newest severities. */
    SEVERITY(
            "severity",
            Kind.GAUGE,
            "",
            "severity",
            "How abnormal the key is after its newest event, from 0 to 1; it stays high through an episode.",
            Shown.OBSERVED,
            Stat.HIDDEN,
            "key"),
    /** Alarms by key. */
    ALARMS(
            "alarms_total",
            Kind.COUNTER,
            "records",
            "alarms read",
            "Anomalies by key; those of keys beyond --max-keys without the label.",
            Shown.OBSERVED,
            Stat.HIDDEN,
            "key"),
    /** Labels read. */
    LABELS(
            "labels_total",
            Kind.COUNTER,
            "records",
            "labels",
            "Records read from the labels topic.",
            Shown.OBSERVED,
            Stat.HIDDEN),
    /** Planted disturbances. */
    DISTURBANCES(
            "disturbances_total",
            Kind.COUNTER,
            "disturbances",
            "disturbances",
            "Planted disturbances that were judged.",
            Shown.OBSERVED,
            Stat.HIDDEN),
    /** Detected disturbances. */
    DISTURBANCES_DETECTED(
            "disturbances_detected_total",
            Kind.COUNTER,
            "disturbances",
            "detected",
            "Judged disturbances with an alarm of their key within [start, end + grace].",
            Shown.OBSERVED,
            Stat.HIDDEN),
    /** Episodes of alarms. */
    ALARM_EPISODES(
            "alarm_episodes_total",
            Kind.COUNTER,
            "episodes",
            "episodes",
            "Runs of alarms of one key that were judged.",
            Shown.OBSERVED,
            Stat.HIDDEN),
    /** False episodes. */
    FALSE_ALARMS(
            "false_alarms_total",
            Kind.COUNTER,
            "episodes",
            "false alarms",
            "Judged episodes with no alarm within a disturbance of their key.",
            Shown.OBSERVED,
            Stat.HIDDEN),
    /** Precision. */
    PRECISION(
            "precision_ratio",
            Kind.GAUGE,
            "ratio",
            "precision",
            "Episodes that are not false / judged episodes; absent before the first.",
            Shown.OBSERVED,
            Stat.HIDDEN),
    /** Recall. */
    RECALL(
            "recall_ratio",
            Kind.GAUGE,
            "ratio",
            "recall",
            "Detected / judged disturbances; absent before the first.",
            Shown.OBSERVED,
            Stat.HIDDEN),
    /** Time to detection. */
    DETECTION_DELAY(
            "detection_seconds",
            Kind.HISTOGRAM,
            "seconds",
            "time to detection",
            "From a detected disturbance's start to its first alarm, in event time.",
            Shown.OBSERVED,
            Stat.HIDDEN);

    /** The first word of every name. */
    public static final String GROUP = "undercurrent";

    /** What kind of numbers a metric has. */
    public enum Kind {
        /** A number that only rises. */
        COUNTER,
        /** A number that may rise and fall. */
        GAUGE,
        /** Cumulative counts by upper bound, with the number of values and their sum. */
        HISTOGRAM
    }

    /** Which instances or programs show a metric. */
    public enum Shown {
        /** Every scoring instance. */
        ALWAYS,
        /** Every scoring instance with a cache: RocksDB, and Kafka Streams. */
        WITH_CACHE,
        /** Every source reader whose schemas come from a registry. */
        WITH_REGISTRY,
        /** {@code run}'s own server ({@code metrics.prometheus}), not a Flink cluster's. */
        RUN,
        /** {@code observe}, which reads the results and scores nothing. */
        OBSERVED
    }

    /** How {@code stat} combines the numbers of all instances into one figure. */
    public enum Stat {
        /** {@code stat} does not show them. */
        HIDDEN,
        /** Their sum: for counters with its rate, for histograms as quantiles. */
        SUM,
        /** Their mean. */
        MEAN,
        /** The largest of them. */
        MAX,
        /** Their labels, each combination once. */
        LABELS
    }

    private final String id;
    private final Kind kind;
    private final String unit;
    private final String label;
    private final String sentence;
    private final Shown shown;
    private final Stat stat;

    /** The names of the labels, separated by blanks, because an enum's fields must be immutable. */
    private final String keys;

    StreamMetric(String id, Kind kind, String unit, String label, String sentence) {
        this(id, kind, unit, label, sentence, Shown.ALWAYS, Stat.HIDDEN);
    }

    StreamMetric(
            String id,
            Kind kind,
            String unit,
            String label,
            String sentence,
            Shown shown,
            Stat stat,
            String... keys) {
        this.id = id;
        this.kind = kind;
        this.unit = unit;
        this.label = label;
        this.sentence = sentence;
        this.shown = shown;
        this.stat = stat;
        this.keys = String.join(" ", keys);
    }

    /**
     * The name below the group, as Flink's metric groups and JMX show it.
     *
     * @return snake case, with the unit at the end
     */
    public String id() {
        return id;
    }

    /**
     * The name for Prometheus; a histogram's series add their part to it.
     *
     * @return the group and the id
     */
    public String prometheusName() {
        return GROUP + "_" + id;
    }

    /**
     * Says what kind of numbers the metric has.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Says what the numbers count or measure.
     *
     * @return the unit; empty if it has none
     */
    public String unit() {
        return unit;
    }

    /**
     * The metric's name in tables and charts.
     *
     * @return a few words
     */
    public String label() {
        return label;
    }

    /**
     * Explains the metric.
     *
     * @return a sentence
     */
    public String sentence() {
        return sentence;
    }

    /**
     * Says which instances or programs show the metric.
     *
     * @return the kind of instance or program
     */
    public Shown shown() {
        return shown;
    }

    /**
     * Says how {@code stat} shows the metric.
     *
     * @return how it combines the numbers of all instances
     */
    public Stat stat() {
        return stat;
    }

    /**
     * The labels that distinguish the metric's series within an instance, in addition to a
     * histogram's bounds.
     *
     * @return the names of the labels, in the order in which {@link Series#of} takes their values
     */
    public List<String> keys() {
        return keys.isEmpty() ? List.of() : List.of(keys.split(" ", -1));
    }

    /**
     * Splits a model's id into the label values of {@link #MODEL_INFO}.
     *
     * @param modelId {@code name@version}
     * @return name and version
     */
    public static String[] modelLabels(String modelId) {
        int at = modelId.lastIndexOf('@');
        return new String[] {modelId.substring(0, at), modelId.substring(at + 1)};
    }

    /**
     * Lists the metric's series.
     *
     * @return one series per name, with example values for its labels
     */
    public List<Series> series() {
        if (kind != Kind.HISTOGRAM) {
            return List.of(Series.of(this, keys().toArray(new String[0])));
        }
        Map<String, Series> byName = new LinkedHashMap<>();
        new LatencyHistogram(this)
                .show((series, value) -> byName.putIfAbsent(series.name(), series));
        return List.copyOf(byName.values());
    }
}
