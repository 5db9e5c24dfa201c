package io.undercurrent.job;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What is written to the state backend, under the operator's metric group: the counter {@code
 * slabBytesWritten} and, as of the last checkpoint, the gauges {@code slabBytesPerCheckpoint} and
 * {@code slabBytesPerEvent} (bytes written since the one before), {@code flushBytes} (bytes that
 * had to be written while the stream stood still) and {@code flushMicros} (for how long).
 *
 * <p>What a checkpoint uploads is Flink's to tell: {@code lastCheckpointSize} of the job, which for
 * an incremental checkpoint is what was new.
 */
final class SlabWrites {
    private final Counter bytes;
    private long events;
    private long bytesBefore;
    private long bytesAtFlush;
    private long flushBegin;
    volatile long perCheckpoint;
    volatile double perEvent;
    volatile long flushBytes;
    volatile long flushMicros;

    SlabWrites(MetricGroup group, Counter bytes) {
        this.bytes = bytes;
        group.gauge("slabBytesPerCheckpoint", () -> perCheckpoint);
        group.gauge("slabBytesPerEvent", () -> perEvent);
        group.gauge("flushBytes", () -> flushBytes);
        group.gauge("flushMicros", () -> flushMicros);
    }

    void event() {
        events++;
    }

    void beginFlush() {
        bytesAtFlush = bytes.getCount();
        flushBegin = System.nanoTime();
    }

    void endFlush() {
        long now = bytes.getCount();
        flushMicros = (System.nanoTime() - flushBegin) / 1000;
        flushBytes = now - bytesAtFlush;
        perCheckpoint = now - bytesBefore;
        perEvent = events == 0 ? 0 : (double) perCheckpoint / events;
        bytesBefore = now;
        events = 0;
    }
}
