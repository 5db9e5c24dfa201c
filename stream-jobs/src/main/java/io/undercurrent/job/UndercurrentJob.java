package io.undercurrent.job;

import io.undercurrent.job.sink.ExactlyOnceSink;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.option.JobOptions;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.spec.value.Address;
import io.undercurrent.state.savepoint.KeySlab;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.brokers.LimitChecks;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.ResultBounds;
import io.undercurrent.stream.runtime.FolderUri;
import io.undercurrent.stream.runtime.ResolvedStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.rocksdb.CompressionType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the Flink job that scores a stream: KafkaSource, keyBy the event's key, {@link
 * ScoreOperator}, KafkaSink.
 *
 * <p>The job generates no watermarks: each key's own clock decides which events are late, so a
 * replay gives the same result for any interleaving of partitions.
 */
public final class UndercurrentJob {
    private static final Logger LOG = LoggerFactory.getLogger(UndercurrentJob.class);

    /** Operator uids. Savepoints identify operator state by them, so they must never change. */
    static final String SOURCE_UID = "undercurrent-source";

    static final String SCORER_UID = "undercurrent-scorer";
    static final String SINK_UID = "undercurrent-sink";

    private UndercurrentJob() {}

    /**
     * The entry point of the cluster jar.
     *
     * @param args the path of a stream.yaml, read where the client runs
     * @throws Exception if the job cannot be submitted
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%d arguments: allowed is one, the path of a stream.yaml",
                            args.length));
        }
        StreamSpec declared = StreamSpec.load(Path.of(args[0]));
        ReadableConfig flink =
                StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
        ClusterDeclaration.check(
                args[0],
                declared,
                "this is a Flink cluster; set it to flink, or run the file with ./undercurrent run");
        if (!declared.metrics().prometheus().equals(Address.NONE)) {
            throw notOnACluster(
                    args[0],
                    "metrics.prometheus = " + declared.metrics().prometheus(),
                    "set metrics.reporter.prom.factory.class in Flink's configuration (docs/reference/metrics.md) and remove it here, or set it to none");
        }
        if (declared.job().restPort() != null) {
            throw notOnACluster(
                    args[0],
                    "job.rest.port = " + declared.job().restPort(),
                    "the cluster has its own REST interface (rest.port in Flink's configuration); remove it here");
        }
        ResolvedStream stream = new SchemasAtStart().resolve(declared, flink);
        StreamSpec spec = stream.spec();
        new BrokerChecks(spec).check();
        Configuration configuration = configuration(spec);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        build(env, stream, startOffsets(env.getConfiguration()));
        env.execute(spec.job().name());
    }

    private static SpecException notOnACluster(String file, String option, String instead) {
        return new SpecException(
                List.of(
                        String.format(
                                Locale.ROOT,
                                "%s: %s: a cluster's processes open no ports for a job; %s",
                                file,
                                option,
                                instead)));
    }

    /**
     * Reads the offsets of an imported state from the savepoint that the option {@code -s} of
     * Flink's client names. If the savepoint no longer exists, for example when an application
     * cluster restarts this much later, no offsets are passed to the source, and the operator fails
     * if the restored state contains offsets.
     */
    private static StartOffsets startOffsets(ReadableConfig configuration) {
        String path = configuration.get(StateRecoveryOptions.SAVEPOINT_PATH);
        if (path == null) {
            return StartOffsets.NONE;
        }
        try {
            String folder = path.replaceFirst("/_metadata$", "");
            return SavedJob.open(FolderUri.of(folder)).startOffsets();
        } catch (Exception e) {
            LOG.warn("{} cannot be read here; does its state say where to begin?", path, e);
            return StartOffsets.NONE;
        }
    }

    /**
     * The job's Flink settings.
     *
     * @param spec the stream's declaration
     * @return checkpointing, state backend and serialization settings
     */
    public static Configuration configuration(StreamSpec spec) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.MAX_PARALLELISM, spec.job().maxParallelism());
        configuration.set(
                StateBackendOptions.STATE_BACKEND,
                spec.job().stateBackend() == JobOptions.StateBackend.ROCKSDB
                        ? "rocksdb"
                        : "hashmap");
        if (spec.job().stateBackend() == JobOptions.StateBackend.ROCKSDB) {
            // Slabs are noisy numbers: compression would save up to two fifths of the disk space,
            // but would cost two to three times the CPU of an event, at every compaction and read,
            // if there are far more keys than the cache holds (docs/benchmarks.md).
            configuration.set(
                    RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
                    List.of(CompressionType.NO_COMPRESSION));
            // Timers on the heap would be raw keyed state, which checkpoints have for slabs.
            configuration.set(
                    RocksDBOptions.TIMER_SERVICE_FACTORY,
                    EmbeddedRocksDBStateBackend.PriorityQueueStateType.ROCKSDB);
        }
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL, spec.checkpoint().interval());
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // One checkpoint to resume from, and two older ones in case its files are damaged or its
        // transaction was lost.
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
        CheckpointLimits limits =
                CheckpointLimits.of(spec.checkpoint().interval(), spec.sink().transactionTimeout());
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, limits.tolerable());
        configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, limits.timeout());
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                FolderUri.of(spec.checkpoint().folder()));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(500));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofSeconds(10));
        // The last resort on a cluster, for failures that no operator of ours can count. A failure
        // that comes more than two minutes after the one before does not count as its successor.
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS,
                (int) Math.min(Integer.MAX_VALUE, 10L * spec.job().restartAttempts()));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(2));
        return configuration;
    }

    /**
     * Builds the job for an empty state, or for a state that contains the source's offsets.
     *
     * @param env receives the operators
     * @param stream the resolved stream
     */
    public static void build(StreamExecutionEnvironment env, ResolvedStream stream) {
        build(env, stream, StartOffsets.NONE);
    }

    /**
     * Builds the job.
     *
     * @param env receives the operators
     * @param stream the resolved stream
     * @param start where the source starts; it must equal the offsets in the restored state, or the
     *     job fails
     */
    public static void build(
            StreamExecutionEnvironment env, ResolvedStream stream, StartOffsets start) {
        build(env, stream, start, false);
    }

    /**
     * Builds the job.
     *
     * @param env receives the operators
     * @param stream the resolved stream
     * @param start where the source starts; it must equal the offsets in the restored state, or the
     *     job fails
     * @param acceptGap whether the source continues at the oldest record if its next one was
     *     deleted; if not, the job fails
     */
    public static void build(
            StreamExecutionEnvironment env,
            ResolvedStream stream,
            StartOffsets start,
            boolean acceptGap) {
        build(env, stream, start, acceptGap, new ScoreOperator(stream.spec(), start));
    }

    /**
     * Builds the job with another operator, for benchmarks that measure source, sink and
     * checkpoints without the model.
     *
     * @param env receives the operators
     * @param stream the resolved stream
     * @param operator replaces the scoring operator
     */
    public static void build(
            StreamExecutionEnvironment env,
            ResolvedStream stream,
            OneInputStreamOperator<Incoming, Outgoing> operator) {
        build(env, stream, StartOffsets.NONE, false, operator);
    }

    private static void build(
            StreamExecutionEnvironment env,
            ResolvedStream stream,
            StartOffsets start,
            boolean acceptGap,
            OneInputStreamOperator<Incoming, Outgoing> operator) {
        scored(
                        env,
                        stream.spec(),
                        source(stream.spec(), stream.schemas(), start, acceptGap, true),
                        operator,
                        TypeInformation.of(Outgoing.class))
                .sinkTo(sink(stream))
                .name("results")
                .uid(SINK_UID);
    }

    /**
     * Builds the job that creates key states from the source's records and writes no results. The
     * scoring job can restore its savepoint, because operators and state have the same names.
     *
     * @param env receives the operators
     * @param spec the stream's declaration, with real brokers named
     * @param schemas the source's schemas
     */
    public static void buildBootstrap(
            StreamExecutionEnvironment env, StreamSpec spec, SourceSchemas schemas) {
        scored(
                env,
                spec,
                source(spec, schemas, StartOffsets.NONE, false, false), // commits no offsets
                new BootstrapOperator(spec),
                Types.LONG);
    }

    /**
     * Builds the job that creates the state from imported key states. The scoring job can restore
     * its savepoint, but the offsets at which the source starts must be passed to it ({@link
     * SavedJob#startOffsets}).
     *
     * @param slabs keys and encoded slabs, each key once
     * @param spec the stream's declaration
     * @param model the identity of the weights, fields and options that the key states belong to,
     *     as in an export
     * @param next the source offsets at which to resume
     */
    public static void buildImport(
            DataStream<KeySlab> slabs, StreamSpec spec, String model, StartOffsets next) {
        slabs.getExecutionEnvironment().setMaxParallelism(spec.job().maxParallelism());
        slabs.keyBy(state -> state.key)
                .transform("score", Types.LONG, new ImportOperator(model, next))
                .setParallelism(spec.job().parallelism())
                .uid(SCORER_UID);
    }

    private static <T> SingleOutputStreamOperator<T> scored(
            StreamExecutionEnvironment env,
            StreamSpec spec,
            PatientSource source,
            OneInputStreamOperator<Incoming, T> operator,
            TypeInformation<T> type) {
        env.setParallelism(spec.job().parallelism());
        env.setMaxParallelism(spec.job().maxParallelism());
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "events")
                .uid(SOURCE_UID)
                .keyBy(incoming -> incoming.key)
                .transform("score", type, operator)
                .uid(SCORER_UID);
    }

    private static PatientSource source(
            StreamSpec spec,
            SourceSchemas schemas,
            StartOffsets start,
            boolean acceptGap,
            boolean commits) {
        Properties properties = KafkaClients.properties(spec);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("client.id.prefix", spec.source().groupId());
        properties.setProperty("commit.offsets.on.checkpoint", String.valueOf(commits));
        IncomingDeserializer deserializer = new IncomingDeserializer(spec.source(), schemas);
        deserializer.into(properties);
        // Partitions that are added are read from their beginning. The connector's default is five
        // minutes.
        properties.putIfAbsent(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                String.valueOf(spec.job().checkInterval().toMillis()));
        return new PatientSource(
                KafkaSource.<Incoming>builder()
                        .setProperties(properties)
                        .setTopics(spec.source().topic())
                        .setGroupId(spec.source().groupId())
                        .setStartingOffsets(
                                new SourceStart(spec.source().start(), start, acceptGap))
                        .setDeserializer(deserializer)
                        .build());
    }

    private static Sink<Outgoing> sink(ResolvedStream stream) {
        StreamSpec spec = stream.spec();
        Properties properties = KafkaClients.properties(spec);
        properties.setProperty(
                "transaction.timeout.ms",
                String.valueOf(spec.sink().transactionTimeout().toMillis()));
        LimitChecks.producer(spec, new ResultBounds(spec, null).largest())
                .forEach(properties::setProperty);
        KafkaSink<Outgoing> sink =
                KafkaSink.<Outgoing>builder()
                        .setBootstrapServers(properties.getProperty("bootstrap.servers"))
                        .setKafkaProducerConfig(properties)
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(spec.sink().transactionalIdPrefix())
                        .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
                        .setRecordSerializer(new OutgoingSerializer(spec.sink(), stream.results()))
                        .build();
        return new ExactlyOnceSink<>(
                sink, properties, new RetainedCheckpoints(spec.checkpoint().folder()));
    }
}
