package io.undercurrent.stream.keystates;

import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;

/**
 * Measures what is written to the state backend, as of the last checkpoint: the bytes since the
 * checkpoint before, in total and per event, and the part of them that was written while the stream
 * stood still, and for how long.
 *
 * <p>Flink reports what a checkpoint uploads: {@code lastCheckpointSize} of the job, which for an
 * incremental checkpoint is the new part.
 */
final class SlabWrites {
    private final Count bytes;
    private long events;
    private long bytesBefore;
    private long bytesAtFlush;
    private long flushBegin;
    volatile long perCheckpoint;
    volatile double perEvent;
    volatile long flushBytes;
    volatile double flushSeconds;

    SlabWrites(Metrics metrics, Count bytes) {
        this.bytes = bytes;
        metrics.gauge(StreamMetric.WRITTEN_PER_CHECKPOINT, () -> perCheckpoint);
        metrics.gauge(StreamMetric.WRITTEN_PER_EVENT, () -> perEvent);
        metrics.gauge(StreamMetric.FLUSH_BYTES, () -> flushBytes);
        metrics.gauge(StreamMetric.FLUSH_SECONDS, () -> flushSeconds);
    }

    void event() {
        events++;
    }

    void beginFlush() {
        bytesAtFlush = bytes.get();
        flushBegin = System.nanoTime();
    }

    void endFlush() {
        long now = bytes.get();
        flushSeconds = (System.nanoTime() - flushBegin) / 1e9;
        flushBytes = now - bytesAtFlush;
        perCheckpoint = now - bytesBefore;
        perEvent = events == 0 ? 0 : (double) perCheckpoint / events;
        bytesBefore = now;
        events = 0;
    }
}
