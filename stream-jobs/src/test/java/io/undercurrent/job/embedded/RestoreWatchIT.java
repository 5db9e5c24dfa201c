package io.undercurrent.job.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.undercurrent.job.NoProgressException;
import io.undercurrent.job.UndercurrentJob;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.metrics.MetricsServer;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.scoring.RecordFailedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A job that fails at one record, on a cluster in this process. */
@Tag("slow")
class RestoreWatchIT {
    private static final AtomicInteger FAILURES = new AtomicInteger();

    /** Fails at every start: at the same record, or at another one each time. */
    private record Failing(boolean samePlace) implements MapFunction<Long, Long> {
        @Override
        public Long map(Long number) {
            Incoming in = new Incoming();
            in.topic = "events";
            in.partition = 2;
            in.offset = samePlace ? 41 : FAILURES.get();
            FAILURES.incrementAndGet();
            throw RecordFailedException.at(in, new IllegalStateException("odd")).orElseThrow();
        }
    }

    @Test
    void threeFailuresAtOneRecordEndTheJobWithItsPlace() throws Exception {
        Throwable end = endOf(true, 100);
        assertThat(end)
                .isInstanceOf(NoProgressException.class)
                .hasMessageContaining("3 failures at record events-2@41")
                .hasMessageContaining("IllegalStateException: odd")
                .hasMessageContaining("--accept-gap");
        assertThat(FAILURES.get()).isBetween(3, 5);
    }

    @Test
    void failuresAtDifferentRecordsCountAsAnyOther() throws Exception {
        assertThat(endOf(false, 5))
                .isInstanceOf(NoProgressException.class)
                .hasMessageContaining("job.restart-attempts");
        assertThat(FAILURES.get()).isBetween(5, 8);
    }

    /** Without the watch, as on a cluster, and without an operator that counts. */
    @Test
    void aJobThatFailsForEverIsEndedByFlink() throws Exception {
        FAILURES.set(0);
        StreamSpec spec =
                StreamSpec.parse(
                        "source: {topic: events, format: avro, values: [value]}\nkafka.bootstrap.servers: \"nowhere:9092\"\njob.restart-attempts: 2\n",
                        "test.yaml");
        Configuration configuration = UndercurrentJob.configuration(spec);
        configuration.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(10));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofMillis(20));
        try (MetricsServer metrics = MetricsServer.none();
                MeteredMiniCluster cluster = cluster(configuration, metrics)) {
            cluster.start();
            var job = cluster.submitJob(graph(configuration, true)).get().getJobID();
            JobResult ended = cluster.requestJobResult(job).get(60, TimeUnit.SECONDS);
            assertThat(ended.getSerializedThrowable()).isPresent();
        }
        assertThat(FAILURES.get()).isEqualTo(21);
    }

    private static JobGraph graph(Configuration configuration, boolean samePlace) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
        env.setParallelism(1);
        env.fromSequence(1, 1).map(new Failing(samePlace)).sinkTo(new DiscardingSink<>());
        return env.getStreamGraph().getJobGraph();
    }

    private static MeteredMiniCluster cluster(Configuration configuration, MetricsServer metrics) {
        return new MeteredMiniCluster(
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(configuration)
                        .setNumSlotsPerTaskManager(1)
                        .build(),
                false,
                metrics);
    }

    private static Throwable endOf(boolean samePlace, int attempts) throws Exception {
        FAILURES.set(0);
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
        JobGraph graph = graph(configuration, samePlace);
        CompletableFuture<JobResult> result = new CompletableFuture<>();
        try (MetricsServer metrics = MetricsServer.none();
                MeteredMiniCluster cluster = cluster(configuration, metrics)) {
            cluster.start();
            var job = cluster.submitJob(graph).get().getJobID();
            var health =
                    new JobHealth(
                            "failing", Duration.ofSeconds(1), cluster::partitions, cluster::work);
            try (var watch = new RestoreWatch(cluster, job, "folder", attempts, health, result)) {
                Throwable thrown = catchThrowable(() -> result.get(60, TimeUnit.SECONDS));
                assertThat(thrown).isInstanceOf(ExecutionException.class);
                return thrown.getCause();
            }
        }
    }
}
