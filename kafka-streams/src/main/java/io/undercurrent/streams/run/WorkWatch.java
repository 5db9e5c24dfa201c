package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.metrics.RunHealth;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.runtime.DaemonTimer;
import io.undercurrent.streams.scoring.MetricsExport;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether an instance makes progress, because Kafka Streams does not say when it
 * committed. Its own metrics are read, and no broker is asked, so that it answers whatever happens
 * to them.
 */
public final class WorkWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkWatch.class);
    private static final long PERIOD_MILLIS = 1000;

    private final KafkaStreams streams;
    private final String application;
    private final WorkProgress progress;
    private final ScheduledExecutorService timer = DaemonTimer.named("undercurrent-work-watch");

    /**
     * Starts to look.
     *
     * @param streams the client, which may not be started yet
     * @param spec the stream's declaration
     */
    public WorkWatch(KafkaStreams streams, StreamSpec spec) {
        this.streams = streams;
        application = Application.id(spec);
        progress = new WorkProgress(RunHealth.patience(spec.checkpoint().interval()));
        var unused =
                timer.scheduleWithFixedDelay(
                        this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            progress.see(sample(), Instant.now());
        } catch (RuntimeException e) {
            LOG.debug("the instance cannot be looked at now", e); // starting or ending
        }
    }

    /**
     * The instance's health now.
     *
     * @return the instance's health
     */
    public RunHealth now() {
        KafkaStreams.State state = streams.state();
        int alive = 0;
        int standby = 0;
        TreeSet<String> partitions = new TreeSet<>();
        int active = 0;
        for (ThreadMetadata thread : living()) {
            alive++;
            standby += thread.standbyTasks().size();
            for (TaskMetadata task : thread.activeTasks()) {
                active++;
                task.topicPartitions().stream()
                        .map(TopicPartition::toString)
                        .forEach(partitions::add);
            }
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("threads_alive", alive);
        counts.put("active_tasks", active);
        counts.put("standby_tasks", standby);
        String problem =
                state.isRunningOrRebalancing() && alive > 0
                        ? progress.problem(sample(), Instant.now())
                        : "the instance does not run";
        return new RunHealth(
                state.name(),
                application,
                counts,
                List.copyOf(partitions),
                progress.lastCommit(),
                problem);
    }

    private List<ThreadMetadata> living() {
        return streams.metadataForLocalThreads().stream()
                .filter(thread -> !thread.threadState().equals("DEAD"))
                .toList();
    }

    private WorkProgress.Sample sample() {
        boolean isRunning = streams.state() == KafkaStreams.State.RUNNING;
        int active = living().stream().mapToInt(thread -> thread.activeTasks().size()).sum();
        Map<String, Double> commits = new HashMap<>();
        double failed = 0;
        double lag = 0;
        double secondsSincePoll = 0;
        Map<MetricName, ? extends Metric> metrics = streams.metrics();
        for (Metric metric : metrics.values()) {
            MetricName name = metric.metricName();
            switch (name.group() + " " + name.name()) {
                case "stream-thread-metrics commit-total" ->
                        commits.put(name.tags().get("thread-id"), value(metric));
                case "stream-metrics failed-stream-threads" -> failed += value(metric);
                case "consumer-fetch-manager-metrics records-lag" ->
                        lag += isOfSource(name) ? Math.max(0, value(metric)) : 0;
                case "consumer-metrics last-poll-seconds-ago" ->
                        secondsSincePoll =
                                isOfSource(name)
                                        ? Math.max(secondsSincePoll, value(metric))
                                        : secondsSincePoll;
                default -> {}
            }
        }
        return new WorkProgress.Sample(
                isRunning,
                active,
                isRunning && active == 0 && isAloneWithout(),
                commits,
                failed,
                MetricsExport.sum(metrics, StreamMetric.EVENTS),
                lag,
                secondsSincePoll);
    }

    /** The consumers that restore states read what the instance itself has written. */
    private static boolean isOfSource(MetricName name) {
        String client = name.tags().getOrDefault("client-id", "");
        return client.endsWith("-consumer") && !client.endsWith("-restore-consumer");
    }

    private static double value(Metric metric) {
        double value = ((Number) metric.metricValue()).doubleValue();
        return Double.isNaN(value) ? 0 : value;
    }

    /** Without {@code streams.http} the instances do not know each other, and this is false. */
    private boolean isAloneWithout() {
        try {
            var instances = streams.metadataForAllStreamsClients();
            return !instances.isEmpty()
                    && instances.stream().allMatch(i -> i.topicPartitions().isEmpty());
        } catch (IllegalStateException e) {
            return false; // it stops meanwhile
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
