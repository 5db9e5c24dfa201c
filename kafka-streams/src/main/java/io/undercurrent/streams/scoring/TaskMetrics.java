package io.undercurrent.streams.scoring;

import io.undercurrent.stream.memory.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Counts of one task among Kafka Streams' own metrics, hence in JMX and in {@code
 * KafkaStreams.metrics()}: group {@value #GROUP}, tag {@code task-id}.
 */
final class TaskMetrics implements Metrics, AutoCloseable {
    static final String GROUP = "undercurrent";

    private final StreamsMetrics metrics;
    private final TaskId task;
    private final List<Sensor> sensors = new ArrayList<>();

    TaskMetrics(StreamsMetrics metrics, TaskId task) {
        this.metrics = metrics;
        this.task = task;
    }

    @Override
    public void counter(String name, LongSupplier count) {
        show(name, count::getAsLong);
    }

    @Override
    public void gauge(String name, Supplier<? extends Number> value) {
        show(name, () -> value.get().doubleValue());
    }

    private void show(String name, Supplier<? extends Number> value) {
        Sensor sensor =
                metrics.addSensor(GROUP + "." + task + "." + name, Sensor.RecordingLevel.INFO);
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("task-id", task.toString());
        sensor.add(new MetricName(name, GROUP, "", tags), new Read(value));
        sensors.add(sensor);
    }

    @Override
    public void close() {
        sensors.forEach(metrics::removeSensor);
        sensors.clear();
    }

    /** Nobody records here: the value is read when it is asked for. */
    private record Read(Supplier<? extends Number> value) implements MeasurableStat {
        @Override
        public double measure(MetricConfig config, long now) {
            return value.get().doubleValue();
        }

        @Override
        public void record(MetricConfig config, double recorded, long timeMs) {}
    }
}
