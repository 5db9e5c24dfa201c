package io.undercurrent.job;

import io.undercurrent.job.sink.ExactlyOnceSink;
import io.undercurrent.spec.Address;
import io.undercurrent.spec.JobOptions;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.state.savepoint.KeySlab;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.brokers.LimitChecks;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.ResultBounds;
import io.undercurrent.stream.results.ResultFrames;
import io.undercurrent.stream.results.ResultTopics;
import io.undercurrent.stream.runtime.FolderUri;
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
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.rocksdb.CompressionType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main job: KafkaSource, key by the event's key, {@link ScoreOperator}, KafkaSink.
 *
 * <p>No watermarks are made: lateness is judged by each key's own clock, so a replay gives the same
 * result however partitions interleave.
 */
public final class UndercurrentJob {
    private static final Logger LOG = LoggerFactory.getLogger(UndercurrentJob.class);

    /** Operator uids; a savepoint finds its state by them, so they never change. */
    static final String SOURCE_UID = "undercurrent-source";

    static final String SCORER_UID = "undercurrent-scorer";
    static final String SINK_UID = "undercurrent-sink";

    private UndercurrentJob() {}

    /**
     * The entry point of the cluster jar.
     *
     * @param args the path of a stream.yaml, read where the client runs
     * @throws Exception where the job cannot be submitted
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
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "%s: metrics.prometheus = %s: a cluster's processes open no ports for a job; set metrics.reporter.prom.factory.class in Flink's configuration (docs/reference/metrics.md) and remove it here, or set it to none",
                                    args[0],
                                    declared.metrics().prometheus())));
        }
        StreamSpec spec = new SchemasAtStart().resolve(declared, flink);
        new BrokerChecks(spec).check();
        Configuration configuration = configuration(spec);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        build(env, spec, startOffsets(env.getConfiguration()));
        env.execute(spec.job().name());
    }

    /**
     * Flink's client puts its option -s there. Where the savepoint is gone, as when an application
     * cluster starts this again long after, there is nothing to tell the source: the operator
     * refuses a restored state that says where to begin.
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
     * What the job asks of Flink besides its topology.
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
            // Slabs are numbers with noise: compression would save up to two fifths of the disk,
            // and at every compaction and read cost two to three times the CPU of an event where
            // keys far exceed the cache (docs/benchmarks.md).
            configuration.set(
                    RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
                    List.of(CompressionType.NO_COMPRESSION));
        }
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL, spec.checkpoint().interval());
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // One to go on from, and two behind it for where that one's files or its transaction
        // failed.
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
        return configuration;
    }

    /**
     * Wires the job, whose state begins empty or says itself where the source stands.
     *
     * @param env where the operators go
     * @param spec the stream's declaration, with real brokers named
     */
    public static void build(StreamExecutionEnvironment env, StreamSpec spec) {
        build(env, spec, StartOffsets.NONE);
    }

    /**
     * Wires the job.
     *
     * @param env where the operators go
     * @param spec the stream's declaration, with real brokers named
     * @param start where the source begins, as the state to be restored says; the state is refused
     *     where that is not so
     */
    public static void build(StreamExecutionEnvironment env, StreamSpec spec, StartOffsets start) {
        build(env, spec, start, new ScoreOperator(spec, start));
    }

    /**
     * The same job around another operator: what a comparison needs that measures source, sink and
     * checkpoints without the model.
     *
     * @param env where the operators go
     * @param spec the stream's declaration, with real brokers named
     * @param operator stands where the scoring operator stands
     */
    public static void build(
            StreamExecutionEnvironment env,
            StreamSpec spec,
            OneInputStreamOperator<Incoming, Outgoing> operator) {
        build(env, spec, StartOffsets.NONE, operator);
    }

    private static void build(
            StreamExecutionEnvironment env,
            StreamSpec spec,
            StartOffsets start,
            OneInputStreamOperator<Incoming, Outgoing> operator) {
        ResultFrames.require(spec.results(), ResultTopics.ofJob(spec.sink()).keySet());
        scored(env, spec, source(spec, start, true), operator, TypeInformation.of(Outgoing.class))
                .sinkTo(sink(spec))
                .name("results")
                .uid(SINK_UID);
    }

    /**
     * Wires what builds the job's state from the source's records and gives no results. A savepoint
     * of it is one of the job: operators and their state are called the same.
     *
     * @param env where the operators go
     * @param spec the stream's declaration, with real brokers named
     */
    public static void buildBootstrap(StreamExecutionEnvironment env, StreamSpec spec) {
        scored(
                env,
                spec,
                source(spec, StartOffsets.NONE, false), // the group has not read these yet
                new BootstrapOperator(spec),
                Types.LONG);
    }

    /**
     * Wires what makes the job's state of memories from elsewhere. A savepoint of it is one of the
     * job, which must be told where the source begins ({@link SavedJob#startOffsets}).
     *
     * @param slabs keys and encoded slabs, each key once
     * @param spec the stream's declaration
     * @param model which weights, fields and options the memories belong to, as an export says
     * @param next the source records that come next
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
            KafkaSource<Incoming> source,
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

    private static KafkaSource<Incoming> source(
            StreamSpec spec, StartOffsets start, boolean commits) {
        Properties properties = KafkaClients.properties(spec);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("client.id.prefix", spec.source().groupId());
        properties.setProperty("commit.offsets.on.checkpoint", String.valueOf(commits));
        IncomingDeserializer deserializer = new IncomingDeserializer(spec.source(), spec.schemas());
        deserializer.into(properties);
        return KafkaSource.<Incoming>builder()
                .setProperties(properties)
                .setTopics(spec.source().topic())
                .setGroupId(spec.source().groupId())
                .setStartingOffsets(new SourceStart(spec.source().start(), start))
                .setDeserializer(deserializer)
                .build();
    }

    private static Sink<Outgoing> sink(StreamSpec spec) {
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
                        .setRecordSerializer(new OutgoingSerializer(spec.sink(), spec.results()))
                        .build();
        return new ExactlyOnceSink<>(
                sink, properties, new RetainedCheckpoints(spec.checkpoint().folder()));
    }
}
