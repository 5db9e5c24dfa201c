package io.undercurrent.stream.memory;

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
    private final Count bytes;
    private long events;
    private long bytesBefore;
    private long bytesAtFlush;
    private long flushBegin;
    volatile long perCheckpoint;
    volatile double perEvent;
    volatile long flushBytes;
    volatile long flushMicros;

    SlabWrites(Metrics metrics, Count bytes) {
        this.bytes = bytes;
        metrics.gauge("slabBytesPerCheckpoint", () -> perCheckpoint);
        metrics.gauge("slabBytesPerEvent", () -> perEvent);
        metrics.gauge("flushBytes", () -> flushBytes);
        metrics.gauge("flushMicros", () -> flushMicros);
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
        flushMicros = (System.nanoTime() - flushBegin) / 1000;
        flushBytes = now - bytesAtFlush;
        perCheckpoint = now - bytesBefore;
        perEvent = events == 0 ? 0 : (double) perCheckpoint / events;
        bytesBefore = now;
        events = 0;
    }
}
