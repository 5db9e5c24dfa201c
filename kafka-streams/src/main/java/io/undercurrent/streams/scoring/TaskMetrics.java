package io.undercurrent.streams.scoring;

import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.Series;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Registers one task's metrics with Kafka Streams, so that they appear in JMX and in {@code
 * KafkaStreams.metrics()}: group {@value #GROUP}, tag {@value #TASK}, and the labels of the series.
 */
final class TaskMetrics implements Metrics, AutoCloseable {
    static final String GROUP = StreamMetric.GROUP;
    static final String TASK = "task-id";

    private final StreamsMetrics metrics;
    private final TaskId task;
    private final List<Sensor> sensors = new ArrayList<>();

    TaskMetrics(StreamsMetrics metrics, TaskId task) {
        this.metrics = metrics;
        this.task = task;
    }

    @Override
    public void show(Series series, Supplier<? extends Number> value) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(TASK, task.toString());
        tags.putAll(series.labels());
        String name = GROUP + "." + tags.values() + "." + series.name();
        Sensor sensor = metrics.addSensor(name, Sensor.RecordingLevel.INFO);
        sensor.add(new MetricName(series.name(), GROUP, "", tags), new Read(series, value));
        sensors.add(sensor);
    }

    @Override
    public void close() {
        sensors.forEach(metrics::removeSensor);
        sensors.clear();
    }

    /** Reads the value on demand; nothing is recorded. */
    record Read(Series series, Supplier<? extends Number> value) implements MeasurableStat {
        @Override
        public double measure(MetricConfig config, long now) {
            return value.get().doubleValue();
        }

        @Override
        public void record(MetricConfig config, double recorded, long timeMs) {}
    }
}
