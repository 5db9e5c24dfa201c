package io.undercurrent.alarms;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts records that cannot be decoded in the metric {@code undecodable-total}, by input and task,
 * and logs one of them at most once a minute. One foreign record must not stop the run, and a topic
 * full of them must not fill the disk with log lines.
 */
final class Undecodable {
    private static final Logger LOG = LoggerFactory.getLogger(Undecodable.class);
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final ProcessingContext context;
    private final Sensor sensor;
    private long unsaid;
    private long saidNanos = System.nanoTime() - MINUTE_NANOS;

    Undecodable(ProcessingContext context, String what) {
        this.context = context;
        sensor =
                context.metrics()
                        .addRateTotalSensor(
                                "undercurrent",
                                what + "-" + context.taskId(),
                                "undecodable",
                                Sensor.RecordingLevel.INFO);
    }

    void count(String why) {
        sensor.record();
        unsaid++;
        long now = System.nanoTime();
        if (now - saidNanos < MINUTE_NANOS) {
            return;
        }
        String place =
                context.recordMetadata()
                        .map(m -> m.topic() + "-" + m.partition() + "-" + m.offset())
                        .orElse("?");
        LOG.warn("{} records passed over that cannot be read; now {}: {}", unsaid, place, why);
        unsaid = 0;
        saidNanos = now;
    }

    void close() {
        context.metrics().removeSensor(sensor);
    }
}
