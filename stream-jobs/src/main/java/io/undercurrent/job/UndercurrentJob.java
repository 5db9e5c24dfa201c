package io.undercurrent.job;

import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The main job: KafkaSource, key by the event's key, {@link ScoreOperator}, KafkaSink.
 *
 * <p>No watermarks are made: lateness is judged by each key's own clock, so a replay gives the same
 * result however partitions interleave.
 */
public final class UndercurrentJob {
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
                    "%d arguments: allowed is one, the path of a stream.yaml"
                            .formatted(args.length));
        }
        StreamSpec spec = StreamSpec.load(Path.of(args[0]));
        if (spec.embeddedKafka()) {
            throw new SpecException(
                    List.of(
                            args[0]
                                    + ": kafka.bootstrap.servers = embedded: a cluster needs real brokers, name them"));
        }
        new BrokerChecks(spec).check();
        Configuration configuration = configuration(spec);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        build(env, spec);
        env.execute(spec.job().name());
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
                spec.job().stateBackend() == StreamSpec.StateBackend.ROCKSDB
                        ? "rocksdb"
                        : "hashmap");
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL, spec.checkpoint().interval());
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                CheckpointFolder.uri(spec.checkpoint().folder()));
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
     * Wires the job.
     *
     * @param env where the operators go
     * @param spec the stream's declaration, with real brokers named
     */
    public static void build(StreamExecutionEnvironment env, StreamSpec spec) {
        build(env, spec, new ScoreOperator(spec));
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
        env.setParallelism(spec.job().parallelism());
        env.setMaxParallelism(spec.job().maxParallelism());
        env.fromSource(source(spec), WatermarkStrategy.noWatermarks(), "events")
                .uid(SOURCE_UID)
                .keyBy(incoming -> incoming.key)
                .transform("score", TypeInformation.of(Outgoing.class), operator)
                .uid(SCORER_UID)
                .sinkTo(sink(spec))
                .name("results")
                .uid(SINK_UID);
    }

    private static KafkaSource<Incoming> source(StreamSpec spec) {
        Properties properties = KafkaClients.properties(spec);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("client.id.prefix", spec.source().groupId());
        return KafkaSource.<Incoming>builder()
                .setProperties(properties)
                .setTopics(spec.source().topic())
                .setGroupId(spec.source().groupId())
                .setStartingOffsets(offsets(spec.source().start()))
                .setDeserializer(new IncomingDeserializer(spec.source()))
                .build();
    }

    // The connector's interface still asks for the client's old enum.
    @SuppressWarnings("deprecation")
    private static OffsetsInitializer offsets(StreamSpec.Start start) {
        return switch (start.from()) {
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case INSTANT -> OffsetsInitializer.timestamp(start.instant().toEpochMilli());
        };
    }

    private static KafkaSink<Outgoing> sink(StreamSpec spec) {
        Properties properties = KafkaClients.properties(spec);
        properties.setProperty(
                "transaction.timeout.ms",
                String.valueOf(spec.sink().transactionTimeout().toMillis()));
        return KafkaSink.<Outgoing>builder()
                .setBootstrapServers(properties.getProperty("bootstrap.servers"))
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(spec.sink().transactionalIdPrefix())
                .setRecordSerializer(new OutgoingSerializer(spec.sink()))
                .build();
    }
}
